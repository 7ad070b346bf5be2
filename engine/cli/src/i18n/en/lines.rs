//! Why a line is down, and where a channel stands.

use crate::i18n::LineWords;

pub(super) fn line(code: &str) -> Option<LineWords> {
    let words = |cause, next| Some(LineWords { cause, next });
    match code {
        "line.ok" => words("logged in", ""),
        "line.unknown_host" => words("the host's name leads nowhere", "check the address"),
        "line.unreachable" => {
            words("the gateway cannot be reached", "check address and port, network and allow-list")
        }
        "line.connect_timeout" => words("no connection in time", "check network, firewall and allow-list"),
        "line.refused_structure" => {
            words("the gateway says that the login is malformed (1)", "check the CMPP version")
        }
        "line.refused_account" => words(
            "the gateway refused the source (2): wrong account, or this address is not allowed",
            "check the account; ask the carrier to allow this machine's address",
        ),
        "line.refused_password" => words(
            "authentication failed (3): the password is wrong",
            "check the password; add the channel again",
        ),
        "line.refused_version" => words(
            "the gateway says the version is too high (4)",
            "set version 2.0, or add --allow-lower-version",
        ),
        "line.refused_other" => {
            words("the gateway refused the login, mostly too many connections", "try later; ask the carrier")
        }
        "line.other_version" => words(
            "the gateway speaks another version than is set",
            "set that version, or add --allow-lower-version",
        ),
        "line.unproven" => words(
            "the gateway did not prove that it knows the password",
            "make sure the address is right, or do not require the proof",
        ),
        "line.login_unanswered" => words(
            "connected, but the login stayed without an answer",
            "make sure the port speaks CMPP; a firewall may swallow it",
        ),
        "line.not_a_login_answer" => {
            words("the answer is none to a login: this port speaks no CMPP", "check the port")
        }
        "line.garbage" => words("what came is no CMPP", "check port and protocol"),
        "line.malformed" => {
            words("the gateway sends messages that cannot be read", "check the CMPP version; ask the carrier")
        }
        "line.unanswered" => {
            words("no answer to several sends; the line may be dead", "it reconnects by itself")
        }
        "line.peer_terminated" => {
            words("the gateway logged us out", "it reconnects by itself; ask the carrier if it happens often")
        }
        "line.peer_closed" => words(
            "the gateway closed the connection",
            "it reconnects by itself; before a login it is mostly the allow-list",
        ),
        "line.broken" => words("the connection broke", "check the network; it reconnects by itself"),
        "line.unwritable" => {
            words("the login cannot be written: a setting is wrong", "check the account's settings")
        }
        "line.terminated" => words("logged out", ""),
        "channel_invalid" => words("the settings cannot be used", "remove the channel and add it again"),
        _ => None,
    }
}

pub(super) fn line_state(code: &str) -> Option<&'static str> {
    Some(match code {
        "idle" => "not running",
        "connecting" => "connecting",
        "online" => "online",
        "back_off" => "waiting to reconnect",
        "refused" => "refused",
        "paused" => "paused",
        "stopped" => "stopped",
        "active" => "active",
        "removed" => "removed",
        _ => return None,
    })
}
