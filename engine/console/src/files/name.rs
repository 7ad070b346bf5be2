//! Names that are safe on every system and still look as people gave them.

/// Octets of a name: below what every file system takes, with room for `.part`.
const OCTETS_MAX: usize = 180;
/// An ending that is longer is no ending.
const ENDING_MAX: usize = 12;
/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// The last part of `name` without anything that a file system could take for something else.
pub(super) fn safe(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|letter| !turns_text_around(*letter))
        .map(|letter| match letter {
            '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
            letter if letter.is_control() => '_',
            letter => letter,
        })
        .collect();
    let plain = plain.trim().trim_end_matches(['.', ' ']);
    let plain = shortened(plain);
    let stem = plain.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = stem.len() == 4
        && (stem.starts_with("COM") || stem.starts_with("LPT"))
        && stem.ends_with(|last: char| last.is_ascii_digit());
    match plain.as_str() {
        "" => "file".to_owned(),
        _ if numbered || DEVICES.contains(&stem.as_str()) => format!("_{plain}"),
        _ => plain,
    }
}

/// Marks that make `gpj.exe` look like `exe.jpg`.
fn turns_text_around(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Cuts the stem, not the ending.
fn shortened(name: &str) -> String {
    if name.len() <= OCTETS_MAX {
        return name.to_owned();
    }
    let ending = name.rfind('.').map_or("", |dot| &name[dot..]);
    let ending = if ending.len() <= ENDING_MAX { ending } else { "" };
    let mut room = OCTETS_MAX - ending.len();
    while !name.is_char_boundary(room) {
        room -= 1;
    }
    format!("{}{ending}", name[..room].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_as_they_are_when_they_can() {
        for name in ["a.xlsx", "客户 名单.csv", "~$open.xlsx", ".hidden"] {
            assert_eq!(safe(name), name);
        }
    }

    #[test]
    fn nothing_leads_out_of_the_folder_or_to_a_device() {
        assert_eq!(safe("../../etc/passwd"), "passwd");
        assert_eq!(safe(r"C:\lists\a.xlsx"), "a.xlsx");
        assert_eq!(safe(".."), "file");
        assert_eq!(safe("a/.."), "file");
        assert_eq!(safe(""), "file");
        assert_eq!(safe("nul.csv"), "_nul.csv");
        assert_eq!(safe("COM1"), "_COM1");
        assert_eq!(safe("a\u{0}b\n<c>.csv"), "a_b__c_.csv");
        assert_eq!(safe("list\u{202e}xslx.exe"), "listxslx.exe");
        assert_eq!(safe("name. "), "name");
    }

    #[test]
    fn long_names_keep_their_ending() {
        let short = safe(&format!("{}.xlsx", "名".repeat(10_000)));
        assert!(short.len() <= OCTETS_MAX && short.ends_with("名.xlsx"), "{short}");
        assert!(safe(&"名".repeat(10_000)).len() <= OCTETS_MAX);
        assert!(safe(&format!("a.{}", "b".repeat(10_000))).len() <= OCTETS_MAX);
    }
}
