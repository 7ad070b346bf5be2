//! States of messages and tasks, business types, reasons, carriers.

use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, TaskState};

pub(super) fn state(state: MessageState) -> &'static str {
    match state {
        MessageState::Excluded => "left out",
        MessageState::Queued => "queued",
        MessageState::Claimed => "being submitted",
        MessageState::Submitted => "submitted",
        MessageState::Delivered => "delivered",
        MessageState::Failed => "failed",
        MessageState::Expired => "expired",
        MessageState::NoReceipt => "no receipt",
        MessageState::Recalled => "recalled",
        MessageState::Rejected => "rejected",
        MessageState::InDoubt => "in doubt",
        MessageState::Stopped => "stopped",
    }
}

pub(super) fn task_state(state: TaskState) -> &'static str {
    match state {
        TaskState::Draft => "draft",
        TaskState::Scheduled => "scheduled",
        TaskState::Running => "sending",
        TaskState::Paused => "paused",
        TaskState::Stopped => "stopped",
        TaskState::Done => "done",
        TaskState::Faulted => "faulted",
    }
}

pub(super) fn business(business: BusinessType) -> &'static str {
    match business {
        BusinessType::Verification => "verification code",
        BusinessType::Emergency => "emergency",
        BusinessType::Notice => "notice",
        BusinessType::Marketing => "marketing",
    }
}

pub(super) fn exclusion(reason: Exclusion) -> &'static str {
    match reason {
        Exclusion::Duplicate => "duplicate",
        Exclusion::BadNumber => "bad number",
        Exclusion::UnreachableKind => "number of things or emergency services",
        Exclusion::Blacklisted => "blacklisted",
        Exclusion::OptedOut => "opted out",
        Exclusion::DeadNumber => "dead number",
        Exclusion::MissingVariable => "missing variable",
        Exclusion::UnfitValue => "a value that cannot be sent",
        Exclusion::TextTooLong => "text too long",
        Exclusion::NoRoute => "no channel",
        Exclusion::OverCap => "over the frequency cap",
    }
}

pub(super) fn class(class: FailureClass) -> &'static str {
    match class {
        FailureClass::Num => "number",
        FailureClass::Term => "phone",
        FailureClass::Block => "refused or blacklisted",
        FailureClass::Text => "text and filing",
        FailureClass::Rate => "too often or wrong hour",
        FailureClass::Route => "gateway",
        FailureClass::Unk => "unknown",
    }
}

pub(super) fn carrier(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Mobile => "China Mobile",
        Carrier::Unicom => "China Unicom",
        Carrier::Telecom => "China Telecom",
        Carrier::Broadnet => "China Broadnet",
        Carrier::Other => "other",
    }
}
