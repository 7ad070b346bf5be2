//! Does a reply ask us to stop? (operator guide C4; sms-encoding §7; data: `assets/limits.toml`)

/// What a reply means for further messages to its sender.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum OptOut {
    /// The person refuses: store it at once (promise P6).
    OptOut,
    /// It may be a refusal: a person reads it.
    Ambiguous,
    /// Nothing of the kind.
    No,
}

impl OptOut {
    /// The stable word for the store and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OptOut => "opt_out",
            Self::Ambiguous => "ambiguous",
            Self::No => "no",
        }
    }
}

/// The words by which people refuse.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OptOutWords {
    words: Vec<String>,
    doubtful: Vec<String>,
}

impl OptOutWords {
    /// `words` refuse when they stand alone; a longer reply with one of them, or of `doubtful`, is ambiguous.
    #[must_use]
    pub fn new(words: &[String], doubtful: &[String]) -> Self {
        let plain = |list: &[String]| {
            list.iter().map(|word| normal(word)).filter(|word| !word.is_empty()).collect::<Vec<_>>()
        };
        Self { words: plain(words), doubtful: plain(doubtful) }
    }

    /// Reads a reply. Blanks and punctuation do not count, nor do case and full width: ` ｒ。` is `R`.
    #[must_use]
    pub fn recognise(&self, reply: &str) -> OptOut {
        let text = normal(reply);
        let bare: String = text.chars().filter(|character| character.is_alphanumeric()).collect();
        if self.words.contains(&bare) {
            return OptOut::OptOut;
        }
        let has = |word: &String| {
            if word.is_ascii() { has_ascii_word(&text, word) } else { bare.contains(word.as_str()) }
        };
        if self.words.iter().chain(&self.doubtful).any(has) { OptOut::Ambiguous } else { OptOut::No }
    }
}

/// Half-width, upper-case, ideographic blanks as blanks.
fn normal(text: &str) -> String {
    text.trim().chars().map(half_width).flat_map(char::to_uppercase).collect()
}

/// The ASCII twin of a full-width character (U+FF01–U+FF5E) or ideographic blank.
fn half_width(character: char) -> char {
    match u32::from(character) {
        0x3000 => ' ',
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    }
}

/// Whether `word` stands in `text` with no other ASCII letter or digit beside it, so that `R` is not found in `PRICE`.
fn has_ascii_word(text: &str, word: &str) -> bool {
    text.split(|character: char| !character.is_ascii_alphanumeric()).any(|run| run == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use proptest::prelude::*;

    fn read(reply: &str) -> OptOut {
        Limits::shipped().opt_out.recognise(reply)
    }

    #[test]
    fn every_word_of_the_guide_opts_out() {
        for reply in [
            "R",
            "r",
            "Ｒ",
            "ｒ",
            " R ",
            "R。",
            "R！",
            "“R”",
            "【R】",
            "R.",
            "(r)",
            "\u{3000}Ｒ\u{3000}",
            "T",
            "t",
            "TD",
            "td",
            "T D",
            "Ｔ Ｄ",
            "TDX",
            "N",
            "n",
            "QX",
            "qx",
            "0000",
            "００００",
            "退订",
            "退订。",
            " 退订 ",
            "拒收",
            "取消",
            "不要再发",
            "不要再发！",
            "STOP",
            "stop",
            "Stop.",
        ] {
            assert_eq!(read(reply), OptOut::OptOut, "{reply}");
        }
    }

    #[test]
    fn longer_words_go_to_a_person() {
        for reply in [
            "R谢谢",
            "回复R",
            "退订吧",
            "我要退订",
            "不要再发了",
            "请不要再发短信",
            "拒收请回复R",
            "别发了",
            "再发我就投诉",
            "please stop it",
            "取消预约",
            "TD 谢谢",
            "骚扰电话",
        ] {
            assert_eq!(read(reply), OptOut::Ambiguous, "{reply}");
        }
    }

    #[test]
    fn other_replies_are_left_alone() {
        for reply in [
            "",
            "   ",
            "。",
            "好的",
            "收到，谢谢",
            "Y",
            "1",
            "20000元",
            "PRICE",
            "RT",
            "NO",
            "TODAY",
            "00000",
        ] {
            assert_eq!(read(reply), OptOut::No, "{reply}");
        }
    }

    proptest! {
        #[test]
        fn case_width_and_punctuation_never_matter(
            word in prop::sample::select(vec!["R", "TD", "QX", "退订", "STOP"]),
            before in "[ 。！，.!\u{3000}]{0,4}", after in "[ 。！，.!\u{3000}]{0,4}", wide in any::<bool>(), low in any::<bool>(),
        ) {
            let word = if low { word.to_lowercase() } else { word.to_owned() };
            let word: String = word.chars().map(|c| match u32::from(c) {
                code @ 0x21..=0x7E if wide => char::from_u32(code + 0xFEE0).unwrap(),
                _ => c,
            }).collect();
            let reply = format!("{before}{word}{after}");
            prop_assert_eq!(read(&reply), OptOut::OptOut);
        }

        #[test]
        fn no_reply_breaks_it(reply in any::<String>()) {
            let _ = read(&reply);
        }
    }
}
