//! Findings of the check before a task, and reasons of a route.

pub(super) fn finding(code: &str) -> Option<&'static str> {
    Some(match code {
        "empty_list" => "名单里没有人",
        "nobody_left" => "没有一个人可以发送",
        "empty_text" => "文本是空的",
        "signature_missing" => "没有签名，运营商会拒收",
        "signature_invalid" => "签名不合规（{fault}）",
        "brackets_in_body" => "正文里有【】，会被当作第二个签名",
        "verification_word_missing" => "验证码文本里没有“验证码”等字样，可能被拦",
        "opt_out_appended" => "末尾会加上“{words}”，计入字数",
        "quiet_hours" => "营销类夜间不发，将在 {until} 发出",
        "validity_ends_first" => "有效期在免打扰结束（{until}）之前就到了，一条也发不出",
        "text_too_long" => "{people} 人的文本超过 {units_max} 字（最长 {units}），不发送",
        "missing_variables" => "{people} 人缺变量的值，不发送",
        "no_route" => "没有通道能发{carrier}，{people} 人不发送",
        "channel_not_ready" => "通道“{channel}”{line}，{people} 人要等它",
        "sandbox_used" => "{people} 人走模拟通道，手机不会收到",
        "sandbox_beside_real" => "模拟与真实通道并存，自动选路只用真实通道",
        "unlisted_prefix" => "{people} 个号码的号段未启用，可能无效",
        "satellite" => "{people} 个卫星电话号码，费用高、速度慢",
        "link" => "含链接 {text}，需先报备",
        "phone_number" => "含电话 {text}，需先报备",
        "private_contact" => "含私人联系方式“{text}”，多会被拦",
        "unliked_characters" => "含网关或手机可能显示不了的字符：{characters}",
        "parts_differ" => "实际发送 {parts} 段，计费 {billed} 条",
        _ => return None,
    })
}

pub(super) fn why(code: &str) -> Option<&'static str> {
    Some(match code {
        "ported_to" => "携号转网到{carrier}",
        "learned" => "按以往回执属{carrier}",
        "prefix" => "号段 {prefix} 属{carrier}",
        "unlisted" => "号段未登记",
        "ported_away" => "{carrier}说此号已转走",
        "guess" => "按{carrier}猜测",
        "chosen" => "任务指定通道“{channel}”",
        "no_such_channel" => "任务指定的通道 {channel} 不存在",
        "unfit" => "不用“{channel}”：{lack}",
        "only" => "只有“{channel}”可用",
        "better" => "“{channel}”优于“{than}”：{ahead}",
        "waits" => "“{channel}”{line}，等它恢复",
        "sandbox" => "“{channel}”是模拟通道",
        "no_route" => "没有通道能发{carrier}",
        "quiet_until" => "免打扰到 {until}",
        _ => return None,
    })
}
