//! What a login, a name and a password must be like.

use crate::mistake::{Mistake, MistakeCode};

/// Characters of a password, at least.
pub const PASSWORD_MIN: usize = 10;
/// From so many characters on a password may be of any kind of characters.
pub const PASSWORD_LONG: usize = 16;
/// Characters of a password, at most.
pub const PASSWORD_MAX: usize = 256;
/// Characters of a login, at most.
pub const LOGIN_MAX: usize = 32;
/// Characters of a name, at most.
pub const NAME_MAX: usize = 64;
/// More octets are no password that anybody set.
pub(super) const PASSWORD_OCTETS_MAX: usize = 4 * PASSWORD_MAX;
/// Different characters of a password, at least.
const DIFFERENT_MIN: usize = 5;
/// What must be left of a password without what everybody uses, characters.
const OWN_MIN: usize = 4;
/// A shorter name stands in too many words.
const NAME_LOOKED_FOR: usize = 3;

/// What people put together their first passwords from, longest first where one holds another.
const EVERYBODYS: &[&str] = &[
    "qwertyuiop",
    "administrator",
    "asdfghjkl",
    "1234567890",
    "0987654321",
    "zxcvbnm",
    "qwerty",
    "asdfgh",
    "iloveyou",
    "password",
    "welcome",
    "letmein",
    "changeme",
    "default",
    "hongyan",
    "5201314",
    "woaini",
    "passwd",
    "zxcvbn",
    "qazwsx",
    "1qaz",
    "2wsx",
    "3edc",
    "mima",
    "admin",
    "guest",
    "login",
    "china",
    "root",
    "user",
    "test",
    "abcdef",
    "abcd",
    "abc",
    "asdf",
    "qwer",
    "zxcv",
    "123456789",
    "12345678",
    "1234567",
    "123456",
    "12345",
    "1234",
    "123",
    "654321",
    "54321",
    "4321",
    "321",
    "1314",
    "520",
    "666",
    "888",
    "000",
    "111",
    "222",
    "333",
    "555",
    "777",
    "999",
    "2020",
    "2021",
    "2022",
    "2023",
    "2024",
    "2025",
    "2026",
    "2027",
    "2028",
    "2029",
    "2030",
];

/// A login as it is compared: capitals make no difference.
pub(super) fn folded(login: &str) -> String {
    login.trim().to_lowercase()
}

pub(super) fn login(login: &str) -> Vec<Mistake> {
    let at = |code| vec![Mistake::at(code, "login")];
    let length = login.chars().count();
    let fits = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-');
    match length {
        0 => at(MistakeCode::Missing),
        _ if length > LOGIN_MAX => too_long("login", length, LOGIN_MAX),
        _ if !login.chars().all(fits) => at(MistakeCode::LoginCharacters),
        _ => Vec::new(),
    }
}

pub(super) fn name(name: &str) -> Vec<Mistake> {
    match name.chars().count() {
        0 => vec![Mistake::at(MistakeCode::Missing, "name")],
        length if length > NAME_MAX => too_long("name", length, NAME_MAX),
        _ => Vec::new(),
    }
}

/// Everything that is wrong with a password in `field`.
pub(super) fn password(field: &str, password: &str, login: &str, name: &str) -> Vec<Mistake> {
    let at = |code| Mistake::at(code, field);
    let length = password.chars().count();
    if length == 0 {
        return vec![at(MistakeCode::Missing)];
    }
    if length > PASSWORD_MAX {
        return too_long(field, length, PASSWORD_MAX);
    }
    let mut mistakes = Vec::new();
    if length < PASSWORD_MIN {
        let short = at(MistakeCode::PasswordShort);
        mistakes.push(short.with("min", PASSWORD_MIN).with("length", length));
    }
    let plain = password.to_lowercase();
    let name = name.to_lowercase();
    let holds_name = name.chars().count() >= NAME_LOOKED_FOR && plain.contains(&name);
    if (!login.is_empty() && plain.contains(login)) || holds_name {
        mistakes.push(at(MistakeCode::PasswordHoldsLogin));
    }
    if is_common(&plain) {
        mistakes.push(at(MistakeCode::PasswordCommon));
    }
    if length < PASSWORD_LONG && kinds(password) < 3 {
        mistakes.push(at(MistakeCode::PasswordSimple).with("long", PASSWORD_LONG));
    }
    mistakes
}

/// Capitals, small letters, digits, everything else: how many of the four there are.
fn kinds(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 3] =
        [|letter| letter.is_uppercase(), |letter| letter.is_lowercase(), |letter| letter.is_numeric()];
    let other = password.chars().any(|letter| !kinds.iter().any(|is| is(letter)));
    kinds.iter().filter(|is| password.chars().any(**is)).count() + usize::from(other)
}

/// Whether a password is made of what everybody tries first.
fn is_common(plain: &str) -> bool {
    let mut different: Vec<char> = plain.chars().collect();
    different.sort_unstable();
    different.dedup();
    if different.len() < DIFFERENT_MIN {
        return true;
    }
    // Twice: as it is typed, then with the signs that stand for letters.
    let own = without_everybodys(&unmasked(&without_everybodys(plain)));
    own.chars().filter(|letter| letter.is_alphanumeric()).count() < OWN_MIN
}

fn without_everybodys(plain: &str) -> String {
    EVERYBODYS.iter().fold(plain.to_owned(), |own, common| own.replace(common, " "))
}

/// `p@ssw0rd` as `password`.
fn unmasked(plain: &str) -> String {
    plain
        .chars()
        .map(|letter| match letter {
            '@' => 'a',
            '0' => 'o',
            '$' => 's',
            '3' => 'e',
            '!' => 'i',
            letter => letter,
        })
        .collect()
}

fn too_long(field: &str, length: usize, max: usize) -> Vec<Mistake> {
    vec![Mistake::at(MistakeCode::TooLong, field).with("length", length).with("max", max)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(password: &str) -> Vec<&'static str> {
        self::password("password", password, "li.si", "Li Si")
            .iter()
            .map(|mistake| mistake.code.code())
            .collect()
    }

    #[test]
    fn strong_passwords_pass() {
        for good in ["Tr0ut-lantern", "correct horse battery", "雁过留声2026年的某个早上Aa", "wN7#qLm2xP"]
        {
            assert_eq!(codes(good), [""; 0], "{good}");
        }
    }

    #[test]
    fn every_weakness_is_named() {
        assert_eq!(codes(""), ["missing"]);
        assert_eq!(codes("wN7#qLm2x"), ["password_short"]);
        assert_eq!(codes("wN7#LI.SI2x"), ["password_holds_login"]);
        assert_eq!(codes("my name Li Si 1"), ["password_holds_login"]);
        assert_eq!(codes("lanterntrout"), ["password_simple"]);
        assert_eq!(codes("lanterntroutbrook"), [""; 0], "long enough for one kind");
        for common in
            ["Password123!", "P@ssw0rd2026", "Admin@123456", "Qwertyuiop1!", "Aa1!Aa1!Aa1!", "Woaini5201314!"]
        {
            assert_eq!(codes(common), ["password_common"], "{common}");
        }
        assert_eq!(codes("123456"), ["password_short", "password_common", "password_simple"]);
        assert_eq!(codes(&"x".repeat(257)), ["too_long"]);
    }

    #[test]
    fn logins_are_plain_and_names_are_there() {
        let code = |mistakes: Vec<Mistake>| mistakes.first().map(|mistake| mistake.code);
        assert_eq!(code(login(&folded(" Li.Si_2 "))), None);
        assert_eq!(code(login("李四")), None);
        assert_eq!(code(login("")), Some(MistakeCode::Missing));
        assert_eq!(code(login("li si")), Some(MistakeCode::LoginCharacters));
        assert_eq!(code(login(&"a".repeat(33))), Some(MistakeCode::TooLong));
        assert_eq!(code(name("")), Some(MistakeCode::Missing));
        assert_eq!(code(name(&"a".repeat(10_000))), Some(MistakeCode::TooLong));
    }
}
