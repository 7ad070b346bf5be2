//! Places where a text looks broken when it is cut: inside emoji sequences, flags and line ends.
//!
//! A small part of Unicode's grapheme rules (UAX #29), enough for what people send; splitting honours it
//! only where that costs no extra part (`sms-encoding.md` §4, step 5).

const JOINER: char = '\u{200D}';

/// True when cutting `text` at octet offset `at` separates nothing that is shown as one sign.
///
/// An offset that is no character boundary answers false.
pub(super) fn may_cut(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else { return true };
    if is_regional(last) && is_regional(next) {
        // Flags are pairs, counted from where the run of regional letters begins.
        return before.chars().rev().take_while(|character| is_regional(*character)).count() % 2 == 0;
    }
    let line_end = last == '\r' && next == '\n';
    !(line_end || last == JOINER || extends(next))
}

/// Characters that change the one in front of them.
fn extends(character: char) -> bool {
    matches!(character,
        JOINER
        | '\u{0300}'..='\u{036F}'     // combining accents
        | '\u{20D0}'..='\u{20FF}'     // enclosing marks, the keycap among them
        | '\u{FE00}'..='\u{FE0F}'     // variation selectors
        | '\u{1F3FB}'..='\u{1F3FF}'   // skin tones
        | '\u{E0020}'..='\u{E007F}'   // tags of sub-national flags
        | '\u{E0100}'..='\u{E01EF}'   // variation selectors of rare hanzi
    )
}

fn is_regional(character: char) -> bool {
    matches!(character, '\u{1F1E6}'..='\u{1F1FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pieces between the places where a cut is allowed.
    fn pieces(text: &str) -> Vec<&str> {
        let mut cuts: Vec<usize> = (1..text.len()).filter(|at| may_cut(text, *at)).collect();
        cuts.insert(0, 0);
        cuts.push(text.len());
        cuts.windows(2).map(|pair| &text[pair[0]..pair[1]]).collect()
    }

    #[test]
    fn signs_made_of_several_characters_stay_whole() {
        assert_eq!(pieces("👨‍👩‍👧中"), ["👨‍👩‍👧", "中"]);
        assert_eq!(pieces("🇨🇳🇫🇷"), ["🇨🇳", "🇫🇷"]);
        assert_eq!(pieces("👍🏽1️⃣"), ["👍🏽", "1️⃣"]);
        assert_eq!(pieces("a\r\nb\n\nc"), ["a", "\r\n", "b", "\n", "\n", "c"]);
        assert_eq!(pieces("e\u{301}x"), ["e\u{301}", "x"]);
    }
}
