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
pub mod channel;
mod content;
mod draft;
mod events;
mod field;
pub mod figures;
mod files;
mod group;
mod host;
mod inbox;
mod jobs;
mod list;
mod live;
mod look;
mod message;
pub mod number;
mod person;
pub mod practice;
mod read;
mod reply;
pub mod report;
mod sampler;
mod session;
mod settings;
mod system;
mod table;
mod task;
mod text;

pub use bindings::bindings;
pub use block::{Block, BlockPage, Blocked, BlocksOf, Unblock};
pub use caller::{Caller, Face, Permit, User};
pub use content::{
    OneSignature, OneTemplate, SaveSignature, SaveTemplate, SignatureRow, Signatures, Template,
    TemplateVersion, TemplateVersions, Templates, TemplatesOf,
};
pub use draft::{Drafts, OneDraft, SaveDraft};
pub use events::{Change, Events, Tag};
pub use field::{ContactField, ContactFields, FieldOf, OneField, SaveField};
pub use files::{FilePage, FilesOf, KeptFile, OneFile};
pub use group::{AddToGroup, GroupRow, Groups, MakeGroup, OneGroup, RenameGroup};
pub use host::Host;
pub use inbox::{
    Answer, Conversation, ConversationFilter, ConversationItem, ConversationMark, ConversationPage,
    ConversationRow, ConversationsOf, DecideOptOut, MarkConversation, OneConversation,
};
pub use jobs::{Job, JobKind, JobStarted, Jobs, OneJob};
pub use list::{
    CorrectedList, Finding, FindingPage, FindingsOf, ImportDone, ImportList, ImportPage, ImportRow,
    ImportsOf, ListLanguage, MendFindings, Mended,
};
pub use look::{
    EarlierImport, EncodedList, InspectList, InspectedList, ListColumn, ListSheet, PasteList, Pasted,
};
pub use message::{MessagesOf, OneMessage, PersonOf};
pub use person::{
    DuplicatePair, Duplicates, ExportPeople, MergePeople, PeopleFormat, PeopleOf, PeoplePage, PersonRow,
    RemovePeople, SavePerson, SavedPerson,
};
pub use read::Tongue;
pub use reply::{ErrorView, MistakeView, Nothing};
pub use session::{ChangePassword, CreateAdministrator, LogIn, Secret, Session, UserView};
pub use settings::Settings;
pub use system::{Backup, FindingOfSystem, Licences, Part, SystemView};
pub use table::{Command, Kind};
pub use task::{
    CheckTask, Count, CreateTask, OneTask, OneTaskIn, Resend, SendOne, TaskCheck, TaskTimeline, TasksOf,
};
pub use text::{Compose, SamplesOf};

use crate::compose::Composed;
use crate::draft::{DraftRow, DraftView};
use crate::person::PersonView;
use crate::sample::Samples;
use crate::task::{
    MessageDetail, MessagePage, Started, TaskDetail, TaskFailures, TaskPage, TaskSpec, TaskSpeed, Undone,
};

use table::commands;

use crate::channel::{ChannelForm, ChannelRow, Trial};
use crate::fact::FactsLearned;
use crate::home::Home;
use crate::number::{FactPage, NumberView};
use crate::statistics::{Statistics, StatisticsOf};

commands! {
    // Who is here.
    /// Whether anybody is logged in, and who.
    query session(Nothing) -> Session, Anyone, [Session] => session::session;
    /// Makes the administrator of a new installation.
    mutation create_administrator(CreateAdministrator) -> Session, Anyone, [Session] => session::create_administrator;
    /// Logs in.
    mutation log_in(LogIn) -> Session, Anyone, [Session] => session::log_in;
    /// Logs out.
    mutation log_out(Nothing) -> Session, Anyone, [Session] => session::log_out;
    /// Changes one's own password; other browsers have to log in anew.
    mutation change_password(ChangePassword) -> Session, SignedIn, [Session] => session::change_password;

    // Tasks.
    /// Tasks, newest first.
    query tasks(TasksOf) -> TaskPage, SignedIn, [Tasks] => task::tasks;
    /// All about one task.
    query task(OneTask) -> TaskDetail, SignedIn, [Tasks] => task::task;
    /// What happened to a task.
    query task_timeline(OneTask) -> TaskTimeline, SignedIn, [Tasks] => task::timeline;
    /// How fast a task goes or went.
    query task_speed(OneTask) -> TaskSpeed, SignedIn, [Tasks] => task::speed;
    /// Whom a task did not reach, by cause, and who may get it again.
    query task_failures(OneTaskIn) -> TaskFailures, SignedIn, [Tasks, Messages, Lists] => task::failures;
    /// A task as somebody would write it down again.
    query task_spec(OneTask) -> TaskSpec, SignedIn, [Tasks] => task::spec;
    /// Everything about a task before it is made: who, how much, by which way, and what to mend.
    query check_task(CheckTask) -> TaskCheck, SignedIn, [Groups, Lists, Channels, Numbers] => task::check;
    /// Makes a task and starts it; the same client key answers with the same task.
    mutation create_task(CreateTask) -> Started, SignedIn, [Tasks, Messages, Drafts, Figures] => task::create;
    /// Starts a task that was only made.
    mutation start_task(OneTask) -> Started, SignedIn, [Tasks, Messages, Figures] => task::start;
    /// Pauses a task.
    mutation pause_task(OneTask) -> TaskDetail, SignedIn, [Tasks, Figures] => task::pause;
    /// Lets a paused task go on.
    mutation resume_task(OneTask) -> TaskDetail, SignedIn, [Tasks, Figures] => task::resume;
    /// Stops a task for good.
    mutation stop_task(OneTask) -> TaskDetail, SignedIn, [Tasks, Messages, Figures] => task::stop;
    /// Takes a start back while nobody was sent to.
    mutation undo_task(OneTask) -> Undone, SignedIn, [Tasks, Messages, Figures] => task::undo;
    /// Sends again what is in doubt, because a person says so.
    mutation resend_doubtful(OneTask) -> Count, SignedIn, [Tasks, Messages, Figures] => task::resend_doubtful;
    /// Makes and starts a task for those who may get it again.
    mutation resend_failed(Resend) -> Started, SignedIn, [Tasks, Messages, Figures] => task::resend_failed;
    /// Sends one message to one person.
    mutation send_one(SendOne) -> Started, SignedIn, [Tasks, Messages, Figures, Inbox] => task::send_one;

    // Texts and drafts.
    /// The finished text, its length and its seams.
    query compose(Compose) -> Composed, SignedIn, [] => text::compose;
    /// The first, the longest and the shortest text of a group's people.
    query samples(SamplesOf) -> Samples, SignedIn, [Groups, People] => text::samples;
    /// Drafts, those that changed last first.
    query drafts(Nothing) -> Drafts, SignedIn, [Drafts] => draft::drafts;
    /// One draft.
    query draft(OneDraft) -> DraftView, SignedIn, [Drafts] => draft::draft;
    /// Keeps a draft, unless somebody else changed it meanwhile.
    mutation save_draft(SaveDraft) -> DraftRow, SignedIn, [Drafts] => draft::save;
    /// Throws a draft away.
    mutation remove_draft(OneDraft) -> Nothing, SignedIn, [Drafts] => draft::remove;

    // Messages.
    /// Messages by any filter, newest first.
    query messages(MessagesOf) -> MessagePage, SignedIn, [Messages] => message::messages;
    /// All about one message.
    query message(OneMessage) -> MessageDetail, SignedIn, [Messages] => message::message;
    /// Everything about one number.
    query person(PersonOf) -> PersonView, SignedIn, [Messages, People, Lists, Inbox, Numbers] => message::person;

    // Lists and people.
    /// Looks at a list: how it would be read, its first rows, whether it came in before.
    query inspect_list(InspectList) -> InspectedList, SignedIn, [Lists] => look::inspect_list;
    /// Makes a list of pasted numbers.
    mutation paste_list(PasteList) -> Pasted, SignedIn, [] => look::paste_list;
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
    query contact_fields(Nothing) -> ContactFields, SignedIn, [People] => field::contact_fields;
    /// Adds or changes a column.
    mutation save_field(SaveField) -> ContactField, SignedIn, [People, Groups] => field::save_field;
    /// Takes a column away, with its values.
    mutation remove_field(OneField) -> Nothing, SignedIn, [People] => field::remove_field;
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
    /// Every channel with its line, what it did today and what waits for it.
    query channels(Nothing) -> channel::Channels, SignedIn, [Channels] => channel::channels;
    /// One of them.
    query channel(channel::OneChannel) -> ChannelRow, SignedIn, [Channels] => channel::channel;
    /// What a new channel begins with.
    query channel_defaults(Nothing) -> ChannelForm, SignedIn, [Channels] => channel::defaults;
    /// Makes a channel or changes one; its line follows at once.
    mutation save_channel(channel::SaveChannel) -> ChannelRow, Administrator, [Channels, Alarms, Figures] => channel::save;
    /// Logs in and out with settings that are not stored yet.
    query try_channel(channel::TryChannel) -> Trial, Administrator, [Channels] => channel::try_login;
    /// Lets a channel send no more; receipts and replies go on coming.
    mutation pause_channel(channel::OneChannel) -> ChannelRow, Administrator, [Channels, Alarms] => channel::pause;
    /// Lets a paused channel send again.
    mutation resume_channel(channel::OneChannel) -> ChannelRow, Administrator, [Channels, Alarms] => channel::resume;
    /// Takes a channel away for which nothing waits; its history stays.
    mutation remove_channel(channel::OneChannel) -> Nothing, Administrator, [Channels, Alarms] => channel::remove;
    /// What is known about a number.
    query number(number::NumberOf) -> NumberView, SignedIn, [Numbers] => number::number;
    /// The number blocks.
    query segments(Nothing) -> number::Segments, SignedIn, [Numbers] => number::segments;
    /// Numbers that were taken along to another carrier, or do not exist.
    query facts(number::FactsOf) -> FactPage, SignedIn, [Numbers] => number::facts;
    /// Learns such facts from a table.
    mutation learn_facts(number::LearnFacts) -> FactsLearned, SignedIn, [Numbers] => number::learn;
    /// Forgets such facts.
    mutation forget_facts(number::ForgetFacts) -> task::Count, SignedIn, [Numbers] => number::forget;

    // Practice.
    /// How practice stands.
    query practice(Nothing) -> practice::Practice, SignedIn, [Practice] => practice::practice;
    /// Starts the simulated carriers with their channels, now and at every later start.
    mutation start_practice(practice::StartPractice) -> practice::PracticeStarted, SignedIn,
        [Practice, Channels, Content, Alarms] => practice::start;
    /// Stops them: practice tasks and channels pause.
    mutation stop_practice(Nothing) -> practice::Practice, SignedIn,
        [Practice, Channels, Tasks, Alarms] => practice::stop;
    /// Virtual phones, the one that heard something last first.
    query handsets(practice::HandsetsOf) -> practice::Handsets, SignedIn, [Practice] => practice::handsets;
    /// One of them with its conversation.
    query handset(practice::OneHandset) -> practice::HandsetView, SignedIn, [Practice] => practice::handset;
    /// Answers as its person.
    mutation handset_reply(practice::HandsetReply) -> Nothing, SignedIn, [Practice, Inbox] => practice::reply;
    /// Switches it off or on.
    mutation handset_power(practice::HandsetPower) -> practice::Handset, SignedIn, [Practice] => practice::power;

    // Figures.
    /// How today goes, what is under way, what waits for a person.
    query home(figures::HomeOf) -> Home, SignedIn, [Figures, Tasks, Channels, Alarms, Inbox, Drafts, Jobs] => figures::home;
    /// Everything that stands in the way of work now.
    query alarms(Nothing) -> figures::Alarms, SignedIn, [Alarms] => figures::alarms;
    /// Figures of a period by whatever its tasks have in common.
    query statistics(StatisticsOf) -> Statistics, SignedIn, [Figures] => figures::statistics;

    // Files and background work.
    /// Writes the report of a task.
    mutation report_task(report::ReportTask) -> JobStarted, SignedIn, [Jobs] => report::task;
    /// Writes the messages that a search finds.
    mutation report_messages(report::ReportMessages) -> JobStarted, SignedIn, [Jobs] => report::messages;
    /// Writes the figures of a period.
    mutation report_statistics(report::ReportStatistics) -> JobStarted, SignedIn, [Jobs] => report::statistics;
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
    /// The settings.
    query settings(Nothing) -> Settings, SignedIn, [Settings] => settings::settings;
    /// Changes the settings.
    mutation save_settings(Settings) -> Settings, Administrator, [Settings] => settings::save_settings;
    /// How the installation is.
    query system(Nothing) -> SystemView, SignedIn, [Settings, Channels] => system::system;
    /// Makes a backup in the background.
    mutation backup(Backup) -> JobStarted, Administrator, [Jobs] => system::backup;
    /// What the program is made of.
    query licences(Nothing) -> Licences, Anyone, [] => system::licences;
}
