//! The contract with the user interface: one table of commands with typed requests and replies.
//!
//! The table makes [`dispatch`], the list [`COMMANDS`] with each command's permission and refresh tags, and the
//! TypeScript of the user interface ([`bindings`]). A face translates its manners (a window's call, an HTTP request)
//! into `dispatch` and knows no rule.
//!
//! A command is one row here and one function in the module of its subject, which turns the request into calls of
//! [`Console`](crate::Console) and what they answer into the reply. Ids are strings, counts are numbers below 2^53,
//! money is yuan as text, times are China's time as text (`2026-03-01 09:30:00`).

mod bindings;
mod block;
mod caller;
mod content;
mod events;
mod files;
mod group;
mod host;
mod inbox;
mod jobs;
mod list;
mod person;
mod reply;
mod table;

pub use bindings::bindings;
pub use block::{Block, BlockPage, BlockRow, Blocked, BlocksOf, Unblock};
pub use caller::{Caller, Face, Permit, User};
pub use content::{
    OneSignature, OneTemplate, SaveSignature, SaveTemplate, SignatureRow, Signatures, Template,
    TemplateVersion, TemplateVersions, Templates, TemplatesOf,
};
pub use events::{Change, Events, Tag};
pub use files::{FilePage, FilesOf, KeptFile, OneFile};
pub use group::{AddToGroup, GroupRow, Groups, MakeGroup, OneGroup, RenameGroup};
pub use host::Host;
pub use inbox::{
    Answer, Conversation, ConversationFilter, ConversationItem, ConversationMark, ConversationPage,
    ConversationRow, ConversationsOf, DecideOptOut, MarkConversation, OneConversation, Started,
};
pub use jobs::{Job, JobKind, JobStarted, Jobs, OneJob};
pub use list::{
    CorrectedList, EarlierImport, EncodedList, Finding, FindingPage, FindingsOf, ImportDone, ImportList,
    ImportPage, ImportRow, ImportsOf, InspectList, InspectedList, ListColumn, ListLanguage, ListSheet,
    MendFindings, Mended, PasteList, Pasted,
};
pub use person::{
    ContactField, ContactFields, Count, DuplicatePair, Duplicates, ExportPeople, FieldOf, MergePeople,
    OneField, PeopleFormat, PeopleOf, PeoplePage, PersonRow, RemovePeople, SaveField, SavePerson,
    SavedPerson,
};
pub use reply::{ErrorView, MistakeView, Nothing};
pub use table::{Command, Kind};

use table::commands;

commands! {
    // Who is here.

    // Tasks.

    // Texts and drafts.

    // Messages.

    // Lists and people.
    /// Looks at a list: how it would be read, its first rows, whether it came in before.
    query inspect_list(InspectList) -> InspectedList, SignedIn, [Lists] => list::inspect_list;
    /// Makes a list of pasted numbers.
    mutation paste_list(PasteList) -> Pasted, SignedIn, [] => list::paste_list;
    /// Brings a list in, in the background.
    mutation import_list(ImportList) -> JobStarted, SignedIn, [Jobs] => list::import_list;
    /// The lists that came in, latest first.
    query imports(ImportsOf) -> ImportPage, SignedIn, [Lists, Groups] => list::imports;
    /// What was wrong in a list.
    query import_findings(FindingsOf) -> FindingPage, SignedIn, [Lists] => list::import_findings;
    /// Takes suggested numbers over into the list's group.
    mutation mend_findings(MendFindings) -> Mended, SignedIn, [Lists, Groups, People] => list::mend_findings;
    /// Writes a list with corrected numbers and reasons, in the background.
    mutation corrected_list(CorrectedList) -> JobStarted, SignedIn, [Jobs] => list::corrected_list;
    /// Every group.
    query groups(Nothing) -> Groups, SignedIn, [Groups] => group::groups;
    /// Makes a group.
    mutation make_group(MakeGroup) -> GroupRow, SignedIn, [Groups] => group::make_group;
    /// Gives a group another name.
    mutation rename_group(RenameGroup) -> GroupRow, SignedIn, [Groups, Lists] => group::rename_group;
    /// Takes a group away; its people stay.
    mutation remove_group(OneGroup) -> GroupRow, SignedIn, [Groups, Lists] => group::remove_group;
    /// People of the address book or of a group.
    query people(PeopleOf) -> PeoplePage, SignedIn, [People, Groups, Lists] => person::people;
    /// Adds or changes a person.
    mutation save_person(SavePerson) -> SavedPerson, SignedIn, [People, Groups] => person::save_person;
    /// Takes people out of a group, or out of the address book and all groups.
    mutation remove_people(RemovePeople) -> Count, SignedIn, [People, Groups] => person::remove_people;
    /// Puts people into a group.
    mutation add_to_group(AddToGroup) -> Count, SignedIn, [People, Groups] => group::add_to_group;
    /// People who are probably one.
    query duplicates(Nothing) -> Duplicates, SignedIn, [People] => person::duplicates;
    /// Makes one person of two.
    mutation merge_people(MergePeople) -> PersonRow, SignedIn, [People, Groups] => person::merge_people;
    /// The columns of the address book.
    query contact_fields(Nothing) -> ContactFields, SignedIn, [People] => person::contact_fields;
    /// Adds or changes a column.
    mutation save_field(SaveField) -> ContactField, SignedIn, [People, Groups] => person::save_field;
    /// Takes a column away, with its values.
    mutation remove_field(OneField) -> Nothing, SignedIn, [People] => person::remove_field;
    /// Writes people into a file, in the background.
    mutation export_people(ExportPeople) -> JobStarted, SignedIn, [Jobs] => person::export_people;
    /// The lists of those who get nothing.
    query blocks(BlocksOf) -> BlockPage, SignedIn, [Lists] => block::blocks;
    /// Puts pasted numbers on a list; what is queued for them is not sent.
    mutation block(Block) -> Blocked, SignedIn, [Lists, People, Inbox, Tasks, Messages] => block::block;
    /// Takes entries off the lists.
    mutation unblock(Unblock) -> Count, SignedIn, [Lists, People, Inbox] => block::unblock;

    // Replies.
    /// Replies by person, newest first.
    query conversations(ConversationsOf) -> ConversationPage, SignedIn, [Inbox] => inbox::conversations;
    /// What was sent to a person and what they wrote.
    query conversation(OneConversation) -> Conversation, SignedIn, [Inbox, Messages] => inbox::conversation;
    /// Marks a conversation.
    mutation mark_conversation(MarkConversation) -> Nothing, SignedIn, [Inbox] => inbox::mark_conversation;
    /// Says whether a reply is an opt-out.
    mutation decide_opt_out(DecideOptOut) -> Nothing, SignedIn, [Inbox, Lists, People, Tasks, Messages] => inbox::decide_opt_out;
    /// Answers a person, in the world of what was said last.
    mutation answer(Answer) -> Started, SignedIn, [Inbox, Tasks, Messages, Figures] => inbox::answer;

    // Templates and signatures.
    /// Templates.
    query templates(TemplatesOf) -> Templates, SignedIn, [Content] => content::templates;
    /// The versions of a template.
    query template_versions(OneTemplate) -> TemplateVersions, SignedIn, [Content] => content::template_versions;
    /// Saves a template as a new version.
    mutation save_template(SaveTemplate) -> Template, SignedIn, [Content] => content::save_template;
    /// Takes a template away.
    mutation remove_template(OneTemplate) -> Nothing, SignedIn, [Content] => content::remove_template;
    /// Signatures, the preferred one first.
    query signatures(Nothing) -> Signatures, SignedIn, [Content] => content::signatures;
    /// Saves a signature.
    mutation save_signature(SaveSignature) -> SignatureRow, SignedIn, [Content] => content::save_signature;
    /// Takes a signature away.
    mutation remove_signature(OneSignature) -> Nothing, SignedIn, [Content] => content::remove_signature;

    // Channels and numbers.

    // Practice.

    // Figures.

    // Files and background work.
    /// The newest background work, what runs first.
    query jobs(Nothing) -> Jobs, SignedIn, [Jobs] => jobs::jobs;
    /// One piece of background work.
    query job(OneJob) -> Job, SignedIn, [Jobs] => jobs::job;
    /// Breaks background work off.
    mutation cancel_job(OneJob) -> Job, SignedIn, [Jobs] => jobs::cancel_job;
    /// Files that were made, newest first.
    query files(FilesOf) -> FilePage, SignedIn, [Files] => files::files;
    /// Removes a file that was made.
    mutation remove_file(OneFile) -> Nothing, SignedIn, [Files, Jobs] => files::remove_file;

    // The installation.
}
