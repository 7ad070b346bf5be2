//! What is wrong with a cell of a list, and what was mended.

use hongyan_console::{CellFault, CellRepair, Suggestion};

pub(super) fn fault(fault: CellFault) -> &'static str {
    match fault {
        CellFault::Empty => "号码是空的",
        CellFault::PrecisionLost => "科学计数法丢了后几位，无法复原",
        CellFault::NotDigits => "有不是数字的字符",
        CellFault::TooShort => "位数不够 11 位",
        CellFault::TooLong => "超过 11 位",
        CellFault::Landline => "是固定电话或服务号码",
        CellFault::Foreign => "是境外号码",
        CellFault::NotMobile => "不是手机号段",
        CellFault::TooMany => "一格里号码过多",
        CellFault::ErrorCell => "单元格是错误值",
        CellFault::FormulaWithoutValue => "公式没有保存结果",
        CellFault::Date => "是日期，不是号码",
        CellFault::Duplicate => "与前面重复",
        CellFault::ValueCut => "内容过长，已截断",
        CellFault::ColumnsIgnored => "后面的列没有读",
        CellFault::QuoteNotClosed => "引号没有成对",
    }
}

pub(super) fn repair(repair: CellRepair) -> &'static str {
    match repair {
        CellRepair::Blanks => "去掉空格",
        CellRepair::Punctuation => "去掉横线、点或括号",
        CellRepair::FullWidth => "全角改半角",
        CellRepair::Quotes => "去掉引号",
        CellRepair::Invisible => "去掉看不见的字符",
        CellRepair::CountryCode => "去掉 86",
        CellRepair::LeadingZero => "去掉开头的 0",
        CellRepair::Decimal => "去掉 .0",
        CellRepair::Scientific => "科学计数法还原",
        CellRepair::Several => "一格多个号码已拆开",
    }
}

pub(super) fn suggestion(suggestion: Suggestion) -> &'static str {
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
