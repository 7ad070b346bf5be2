use hongyan_domain::ChannelNo;

use super::*;

fn may(state: MessageState, class: &str, code: &str) -> bool {
    let standing = Standing { state, channel: ChannelNo(1), class, code };
    may_resend(&Causes::shipped(Language::English), &standing)
}

#[test]
fn only_what_may_help_and_cannot_double_is_sent_again() {
    use MessageState as S;
    assert!(may(S::Failed, "NUM", "UNDELIV"));
    assert!(may(S::Failed, "TERM", "EXPIRED"));
    assert!(may(S::Failed, "ROUTE", "MA:0051"));
    assert!(may(S::Expired, "RATE", "VALIDITY"));
    assert!(may(S::Rejected, "RATE", "CMPP 8"));
    assert!(may(S::Rejected, "ROUTE", "CMPP 1"));
    assert!(!may(S::Failed, "NUM", "MK:0001"), "nobody has the number");
    assert!(!may(S::Failed, "BLOCK", "MBBLACK"), "the person refused");
    assert!(!may(S::Failed, "TEXT", "KEYWORD"), "the text stays held back");
    assert!(!may(S::Rejected, "TEXT", "X"));
    for state in [S::Delivered, S::NoReceipt, S::InDoubt, S::Submitted, S::Excluded, S::Stopped] {
        assert!(!may(state, "", ""), "{state} may have come through, or was never sent");
    }
}

#[test]
fn a_person_keeps_what_the_message_said() {
    let row = Again {
        id: MessageId(1),
        number: Msisdn::from_digits(13_800_138_000).unwrap(),
        channel: ChannelNo(1),
        code: String::new(),
        vars: Some(r#"["12.50",null]"#.to_owned()),
        name: Some("P1".to_owned()),
        fields: Some(r#"{"sum":"1","town":"A"}"#.to_owned()),
    };
    let member = member_of(&row, &["sum".to_owned(), "other".to_owned()]);
    assert_eq!((member.name.as_str(), member.fields.as_str()), ("P1", r#"{"sum":"12.50","town":"A"}"#));
}
