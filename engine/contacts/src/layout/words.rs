//! The words that headers use for numbers and names.

/// Points that a header gives to its column as the number; below zero: it is a number of another kind.
pub(super) fn number_points(header: &str) -> i32 {
    const EXACT: [(&[&str], i32); 2] = [
        (
            &[
                "手机",
                "手机号",
                "手机号码",
                "手机号码1",
                "移动电话",
                "移动号码",
                "联系手机",
                "手机电话",
                "手機",
                "手機號碼",
                "phone",
                "phonenumber",
                "mobile",
                "mobilephone",
                "mobilenumber",
                "cellphone",
                "cell",
                "msisdn",
            ],
            30,
        ),
        (&["电话", "电话号码", "联系电话", "联系方式", "号码", "電話", "tel", "telephone", "电话1"], 20),
    ];
    const OTHER_KIND: [&str; 9] =
        ["固话", "座机", "固定电话", "传真", "办公电话", "宅电", "fax", "landline", "officephone"];
    const CONTAINED: [(&str, i32); 6] =
        [("手机", 25), ("手機", 25), ("mobile", 25), ("phone", 20), ("电话", 15), ("联系方式", 15)];
    let header = plain(header);
    if OTHER_KIND.iter().any(|word| header.contains(word)) {
        return -40;
    }
    EXACT
        .iter()
        .find(|(words, _)| words.contains(&header.as_str()))
        .map(|(_, points)| *points)
        .or_else(|| CONTAINED.iter().find(|(word, _)| header.contains(word)).map(|(_, points)| *points))
        .unwrap_or(0)
}

/// Whether a header says that its column holds names.
#[must_use]
pub fn is_name(header: &str) -> bool {
    const WORDS: [&str; 14] = [
        "姓名",
        "名字",
        "客户名称",
        "联系人",
        "收件人",
        "户名",
        "称呼",
        "名称",
        "name",
        "fullname",
        "username",
        "customername",
        "contact",
        "姓名name",
    ];
    let header = plain(header);
    WORDS.contains(&header.as_str()) || header.ends_with("姓名")
}

/// Lower case, without blanks, signs and what stands in brackets: `手机 号码（必填）*` → `手机号码`.
fn plain(header: &str) -> String {
    header
        .split(['(', '（', '[', '【', '<', '《'])
        .next()
        .unwrap_or("")
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_known_however_they_are_written() {
        for header in
            ["手机", " 手机 号码 ", "手机号码（必填）*", "Mobile Phone", "PHONE_NUMBER", "客户手机号"]
        {
            assert!(number_points(header) >= 20, "{header}");
        }
        for header in ["固定电话", "办公电话（区号）", "Fax"] {
            assert!(number_points(header) < 0, "{header}");
        }
        for header in ["备注", "地址", "身份证", ""] {
            assert_eq!(number_points(header), 0, "{header}");
        }
        assert!(is_name("客户姓名") && is_name("Name") && !is_name("公司"));
    }
}
