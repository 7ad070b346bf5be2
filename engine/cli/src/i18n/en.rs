//! English. A file for each family of words, named alike in both languages.

mod checks;
mod doctor;
mod errors;
mod labels;
mod lines;
mod mistakes;
mod states;
mod values;

use hongyan_console::{Language, list_words};
use hongyan_domain::Carrier;

use super::{DemoTexts, Words};

pub(super) const WORDS: Words = Words {
    language: Language::English,
    label: labels::LABELS,
    error: errors::error,
    mistake: mistakes::mistake,
    state: states::state,
    task_state: states::task_state,
    business: states::business,
    exclusion: states::exclusion,
    class: states::class,
    carrier: states::carrier,
    list: list_words::ENGLISH,
    finding: checks::finding,
    why: checks::why,
    line: lines::line,
    line_state: lines::line_state,
    doctor: doctor::doctor,
    event: values::event,
    value: values::value,
    help: &[],
    demo: DemoTexts {
        group: "demo list",
        task: "Demo: a payment has arrived",
        // Sent to simulated phones in China, so Chinese in both languages.
        signature: super::zh::WORDS.demo.signature,
        text: super::zh::WORDS.demo.text,
        plain_text: super::zh::WORDS.demo.plain_text,
        channel: |carrier| match carrier {
            Carrier::Mobile => "simulated Mobile",
            Carrier::Unicom => "simulated Unicom",
            Carrier::Telecom => "simulated Telecom",
            Carrier::Broadnet => "simulated Broadnet",
            Carrier::Other => "simulated other",
        },
    },
};
