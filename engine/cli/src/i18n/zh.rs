//! Simplified Chinese. A file for each family of words, named alike in both languages.

mod checks;
mod doctor;
mod errors;
mod help;
mod labels;
mod lines;
mod mistakes;
mod states;
mod values;

use hongyan_console::{Language, list_words};
use hongyan_domain::Carrier;

use super::{DemoTexts, Words};

pub(super) const WORDS: Words = Words {
    language: Language::Chinese,
    label: labels::LABELS,
    error: errors::error,
    mistake: mistakes::mistake,
    state: states::state,
    task_state: states::task_state,
    business: states::business,
    exclusion: states::exclusion,
    class: states::class,
    carrier: states::carrier,
    list: list_words::CHINESE,
    finding: checks::finding,
    why: checks::why,
    line: lines::line,
    line_state: lines::line_state,
    doctor: doctor::doctor,
    event: values::event,
    value: values::value,
    help: help::TEXTS,
    demo: DemoTexts {
        group: "演示名单",
        task: "演示：到账通知",
        signature: "鸿雁演示",
        text: "{姓名|客户}您好，您有一笔{金额|款项}元的款项已于{日期|今日}到达{网点|本网点}，请携带身份证前来办理。",
        plain_text: "您好，您有一笔款项已到达网点，请携带身份证前来办理。",
        channel: |carrier| match carrier {
            Carrier::Mobile => "模拟移动",
            Carrier::Unicom => "模拟联通",
            Carrier::Telecom => "模拟电信",
            Carrier::Broadnet => "模拟广电",
            Carrier::Other => "模拟其他",
        },
    },
};
