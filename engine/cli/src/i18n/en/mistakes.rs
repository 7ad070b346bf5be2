//! What is wrong at a place of a task file or of a setting.

use hongyan_console::MistakeCode;

pub(super) fn mistake(code: MistakeCode) -> &'static str {
    use MistakeCode as M;
    match code {
        M::Syntax => "cannot be read: {message}",
        M::UnknownField => "there is no such field; there are {allowed}",
        M::WrongType => "must be {wanted}, is {found}",
        M::Missing => "must be given",
        M::OutOfRange => "is {value}, must be {min} to {max}",
        M::NotOneOf => "is \"{value}\", must be one of: {allowed}",
        M::TooLong => "has {length} characters, at most {max} fit",
        M::NotAscii => "character {character} is not ASCII",
        M::NotDigits => "must be digits only",
        M::TemplateEmpty => "the text is empty",
        M::TemplateTooLong => "the text has {chars} characters, far too many",
        M::TemplateUnclosedBrace => {
            "{ without } in line {text_line}, character {text_character} of the text; write {{ for the brace itself"
        }
        M::TemplateStrayBrace => {
            "} without { in line {text_line}, character {text_character} of the text; write }} for the brace itself"
        }
        M::TemplateEmptyName => {
            "a variable without name in line {text_line}, character {text_character} of the text"
        }
        M::TemplateControlInName => {
            "a control character in the variable's name in line {text_line}, character {text_character} of the text"
        }
        M::TemplateNameTooLong => {
            "the variable's name in line {text_line}, character {text_character} of the text has {chars} characters"
        }
        M::TemplateDefaultTooLong => {
            "the default in line {text_line}, character {text_character} of the text has {chars} characters"
        }
        M::TemplateSignatureInBody => {
            "a signature's bracket in line {text_line}, character {text_character} of the text; the signature is added by itself"
        }
        M::SignatureTooShort => "the signature has {chars} characters, 2 are needed",
        M::SignatureTooLong => "the signature has {chars} characters, too many",
        M::SignatureSymbol => {
            "character {text_character} of the signature is \"{character}\"; only letters and digits are allowed"
        }
        M::SignatureOnlyDigits => "the signature holds only digits",
        M::OptOutNotLast => {
            "the opt-out words stand inside the text (line {text_line}, character {text_character}); remove them, they are added at the end"
        }
        M::MessageTooLong => "has at least {units} characters with its signature, the limit is {units_max}",
        M::UnknownVariable => {
            "variable \"{variable}\" in line {text_line}, character {text_character} of the text is not in the list; its columns: {columns}"
        }
        M::NoRecipients => "no recipients: give one of group, file, numbers",
        M::SeveralSources => "only one kind of recipients may be given, there are {named}",
        M::UnknownGroup => "there is no group \"{value}\"; there are: {allowed}",
        M::UnknownChannel => "there is no channel \"{value}\"; there are: {allowed}",
        M::OtherWorld => {
            "\"{value}\" does not fit: practice goes by simulated channels only, real sending by real ones only"
        }
        M::UnknownTask => "there is no task {value}",
        M::ListUnreadable => "the list cannot be read ({code}): {detail}",
        M::BadNumber => "not a mobile number: {value}",
        M::BadTime => "\"{value}\" is no time; write it as 2026-03-01 09:30",
        M::PastTime => "{value} is over (now {now})",
        M::EmptyList => "nobody is in the list",
        M::NobodyLeft => "nobody of the list can be sent to; hongyan task check says why",
        M::Blocked => "the check did not pass: {finding}",
        M::LoginCharacters => "a login has letters, digits and . _ - only",
        M::PasswordShort => "a password has {min} characters at least, this one {length}",
        M::PasswordHoldsLogin => "a password must not hold the login or the name",
        M::PasswordCommon => "this password is so common that others try it first",
        M::PasswordSimple => {
            "a password below {long} characters has three of: capitals, small letters, digits, signs"
        }
        M::PasswordSame => "the new password is the old one",
    }
}
