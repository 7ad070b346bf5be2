//! Simplified Chinese.

use super::ListWords;
use crate::clean::{Fault, Repair, Suggestion};

pub(super) const WORDS: ListWords = ListWords {
    list_sheet: "名单",
    failures_sheet: "无法识别",
    number_heading: "手机号码",
    name_heading: "姓名",
    reason_heading: "说明",
    fault,
    repair,
    suggestion,
};

fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Empty => "号码是空的",
        Fault::PrecisionLost => "科学计数法丢了后几位，无法复原",
        Fault::NotDigits => "有不是数字的字符",
        Fault::TooShort => "位数不够 11 位",
        Fault::TooLong => "超过 11 位",
        Fault::Landline => "是固定电话或服务号码",
        Fault::Foreign => "是境外号码",
        Fault::NotMobile => "不是手机号段",
        Fault::TooMany => "一格里号码过多",
        Fault::ErrorCell => "单元格是错误值",
        Fault::FormulaWithoutValue => "公式没有保存结果",
        Fault::Date => "是日期，不是号码",
        Fault::Duplicate => "与前面重复",
        Fault::ValueCut => "内容过长，已截断",
        Fault::ColumnsIgnored => "后面的列没有读",
        Fault::QuoteNotClosed => "引号没有成对",
    }
}

fn repair(repair: Repair) -> &'static str {
    match repair {
        Repair::Blanks => "去掉空格",
        Repair::Punctuation => "去掉横线、点或括号",
        Repair::FullWidth => "全角改半角",
        Repair::Quotes => "去掉引号",
        Repair::Invisible => "去掉看不见的字符",
        Repair::CountryCode => "去掉 86",
        Repair::LeadingZero => "去掉开头的 0",
        Repair::Decimal => "去掉 .0",
        Repair::Scientific => "科学计数法还原",
        Repair::Several => "一格多个号码已拆开",
    }
}

fn suggestion(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::FillIn => "填上号码",
        Suggestion::ExportAsText => "在原程序里把该列设为文本后重新导出",
        Suggestion::AddLeadingOne => "可能少了开头的 1",
        Suggestion::TakeFoundNumber => "可能是其中的号码",
        Suggestion::CheckDigits => "核对位数",
        Suggestion::UseMobileNumber => "换成手机号码",
        Suggestion::RecalculateAndSave => "在表格程序里重算并保存",
        Suggestion::LeftOut => "已略过，不用处理",
        Suggestion::Shorten => "缩短内容",
        Suggestion::CheckQuotes => "检查这一行的引号",
    }
}
