//! What is wrong at a place of a task file or of a setting.

use hongyan_console::MistakeCode;

pub(super) fn mistake(code: MistakeCode) -> &'static str {
    use MistakeCode as M;
    match code {
        M::Syntax => "格式读不懂：{message}",
        M::UnknownField => "没有这个字段；可用的有 {allowed}",
        M::WrongType => "应为{wanted}，现为{found}",
        M::Missing => "必须填写",
        M::OutOfRange => "是 {value}，应在 {min} 到 {max} 之间",
        M::NotOneOf => "是“{value}”，应为其中之一：{allowed}",
        M::TooLong => "有 {length} 个字符，最多 {max} 个",
        M::NotAscii => "第 {character} 个字符不是英文、数字或半角符号",
        M::NotDigits => "只能是数字",
        M::TemplateEmpty => "文本是空的",
        M::TemplateTooLong => "文本有 {chars} 个字符，过长",
        M::TemplateUnclosedBrace => {
            "文本第 {text_line} 行第 {text_character} 个字符的 { 没有对应的 }；要写花括号本身请写 {{"
        }
        M::TemplateStrayBrace => {
            "文本第 {text_line} 行第 {text_character} 个字符的 } 没有对应的 {；要写花括号本身请写 }}"
        }
        M::TemplateEmptyName => "文本第 {text_line} 行第 {text_character} 个字符的变量没有名字",
        M::TemplateControlInName => {
            "文本第 {text_line} 行第 {text_character} 个字符的变量名里有换行或控制字符"
        }
        M::TemplateNameTooLong => {
            "文本第 {text_line} 行第 {text_character} 个字符的变量名过长（{chars} 个字符）"
        }
        M::TemplateDefaultTooLong => {
            "文本第 {text_line} 行第 {text_character} 个字符的缺省值过长（{chars} 个字符）"
        }
        M::TemplateSignatureInBody => {
            "文本第 {text_line} 行第 {text_character} 个字符是【或】；签名会自动加上，正文里不能有"
        }
        M::SignatureTooShort => "签名只有 {chars} 个字，至少 2 个",
        M::SignatureTooLong => "签名有 {chars} 个字，过长",
        M::SignatureSymbol => "签名第 {text_character} 个字是“{character}”，只能用文字和数字",
        M::SignatureOnlyDigits => "签名不能全是数字",
        M::OptOutNotLast => {
            "退订语出现在文本中间（第 {text_line} 行第 {text_character} 个字符）；会自动加在最后，请删去"
        }
        M::MessageTooLong => "加上签名等至少 {units} 个字符，上限 {units_max}",
        M::UnknownVariable => {
            "文本第 {text_line} 行第 {text_character} 个字符的变量“{variable}”名单里没有；名单的列：{columns}"
        }
        M::NoRecipients => "没有写收件人：group、file、numbers 三选一",
        M::SeveralSources => "收件人只能写一种，现有 {named}",
        M::UnknownGroup => "没有分组“{value}”；现有：{allowed}",
        M::UnknownChannel => "没有通道“{value}”；现有：{allowed}",
        M::OtherWorld => "“{value}”不适用：练习只走模拟通道，正式发送只走真实通道",
        M::UnknownTask => "没有任务 {value}",
        M::ListUnreadable => "名单读不了（{code}）：{detail}",
        M::BadNumber => "不是手机号码：{value}",
        M::BadTime => "“{value}”不是时间，应如 2026-03-01 09:30",
        M::PastTime => "{value} 已经过去（现在 {now}）",
        M::EmptyList => "名单里没有人",
        M::NobodyLeft => "名单里没有一个人可以发送；用 hongyan task check 看原因",
        M::Blocked => "检查未通过：{finding}",
        M::LoginCharacters => "登录名只能用字母、数字和 . _ -",
        M::PasswordShort => "密码至少 {min} 个字符，现有 {length} 个",
        M::PasswordHoldsLogin => "密码里不能有登录名或姓名",
        M::PasswordCommon => "这个密码太常见，别人会先试它",
        M::PasswordSimple => "密码少于 {long} 个字符时，大写、小写、数字、符号至少要有三种",
        M::PasswordSame => "新密码和原来的一样",
    }
}
