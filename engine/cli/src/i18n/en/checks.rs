//! Findings of the check before a task, and reasons of a route.

pub(super) fn finding(code: &str) -> Option<&'static str> {
    Some(match code {
        "empty_list" => "nobody is in the list",
        "nobody_left" => "nobody can be sent to",
        "empty_text" => "the text is empty",
        "signature_missing" => "no signature: carriers refuse it",
        "signature_invalid" => "the signature is not allowed ({fault})",
        "brackets_in_body" => "brackets in the text are read as a second signature",
        "verification_word_missing" => "a verification text without the usual word may be blocked",
        "opt_out_appended" => "\"{words}\" is added at the end and counts",
        "quiet_hours" => "marketing rests at night; it leaves at {until}",
        "validity_ends_first" => "the validity ends before the quiet hours do ({until}): nothing would leave",
        "text_too_long" => "{people} texts are over {units_max} characters (longest {units}); left out",
        "missing_variables" => "{people} people lack a variable's value; left out",
        "no_route" => "no channel reaches {carrier}; {people} left out",
        "channel_not_ready" => "channel \"{channel}\" is {line}; {people} wait for it",
        "sandbox_used" => "{people} go by simulated channels: no phone gets them",
        "sandbox_beside_real" => {
            "simulated and real channels are set up; automatic routing takes the real ones"
        }
        "unlisted_prefix" => "{people} numbers are of blocks not in use yet",
        "satellite" => "{people} satellite phones: dear and slow",
        "link" => "the link {text} must be filed first",
        "phone_number" => "the phone number {text} must be filed first",
        "private_contact" => "the private contact \"{text}\" is mostly blocked",
        "unliked_characters" => "characters that gateways or phones mangle: {characters}",
        "parts_differ" => "{parts} parts are sent, {billed} billed",
        _ => return None,
    })
}

pub(super) fn why(code: &str) -> Option<&'static str> {
    Some(match code {
        "ported_to" => "ported to {carrier}",
        "learned" => "{carrier} by earlier receipts",
        "prefix" => "block {prefix} is of {carrier}",
        "unlisted" => "the block is in no table",
        "ported_away" => "{carrier} says it has left",
        "guess" => "guessed {carrier}",
        "chosen" => "the task names \"{channel}\"",
        "no_such_channel" => "the task names channel {channel}, which is not there",
        "unfit" => "not \"{channel}\": {lack}",
        "only" => "only \"{channel}\" can",
        "better" => "\"{channel}\" before \"{than}\": {ahead}",
        "waits" => "\"{channel}\" is {line}; waits for it",
        "sandbox" => "\"{channel}\" is simulated",
        "no_route" => "no channel reaches {carrier}",
        "quiet_until" => "rests until {until}",
        _ => return None,
    })
}
