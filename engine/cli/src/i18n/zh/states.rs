//! States of messages and tasks, business types, reasons, carriers.

use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, TaskState};

pub(super) fn state(state: MessageState) -> &'static str {
    match state {
        MessageState::Excluded => "不发送",
        MessageState::Queued => "待提交",
        MessageState::Claimed => "提交中",
        MessageState::Submitted => "已提交",
        MessageState::Delivered => "已送达",
        MessageState::Failed => "失败",
        MessageState::Expired => "过期",
        MessageState::NoReceipt => "无回执",
        MessageState::Recalled => "已撤回",
        MessageState::Rejected => "被拒收",
        MessageState::InDoubt => "不明",
        MessageState::Stopped => "已停止",
    }
}

pub(super) fn task_state(state: TaskState) -> &'static str {
    match state {
        TaskState::Draft => "草稿",
        TaskState::Scheduled => "待发送",
        TaskState::Running => "发送中",
        TaskState::Paused => "已暂停",
        TaskState::Stopped => "已停止",
        TaskState::Done => "已完成",
        TaskState::Faulted => "异常",
    }
}

pub(super) fn business(business: BusinessType) -> &'static str {
    match business {
        BusinessType::Verification => "验证码",
        BusinessType::Emergency => "应急",
        BusinessType::Notice => "通知",
        BusinessType::Marketing => "营销",
    }
}

pub(super) fn exclusion(reason: Exclusion) -> &'static str {
    match reason {
        Exclusion::Duplicate => "重复",
        Exclusion::BadNumber => "格式错",
        Exclusion::UnreachableKind => "物联网或应急号段",
        Exclusion::Blacklisted => "黑名单",
        Exclusion::OptedOut => "退订",
        Exclusion::DeadNumber => "空号",
        Exclusion::MissingVariable => "缺变量",
        Exclusion::UnfitValue => "变量值不可用",
        Exclusion::TextTooLong => "文本过长",
        Exclusion::NoRoute => "没有通道",
        Exclusion::OverCap => "频控",
    }
}

pub(super) fn class(class: FailureClass) -> &'static str {
    match class {
        FailureClass::Num => "号码",
        FailureClass::Term => "手机",
        FailureClass::Block => "拒收/黑名单",
        FailureClass::Text => "内容与报备",
        FailureClass::Rate => "频次与时段",
        FailureClass::Route => "网关",
        FailureClass::Unk => "未知",
    }
}

pub(super) fn carrier(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Mobile => "中国移动",
        Carrier::Unicom => "中国联通",
        Carrier::Telecom => "中国电信",
        Carrier::Broadnet => "中国广电",
        Carrier::Other => "其他",
    }
}
