//! Why a line is down, and where a channel stands.

use crate::i18n::LineWords;

pub(super) fn line(code: &str) -> Option<LineWords> {
    let words = |cause, next| Some(LineWords { cause, next });
    match code {
        "line.ok" => words("登录成功", ""),
        "line.unknown_host" => words("找不到这个主机名", "核对网关地址"),
        "line.unreachable" => words("连不上网关", "核对地址和端口；确认网络和白名单已开通"),
        "line.connect_timeout" => words("连接超时", "确认网络、防火墙和 IP 白名单"),
        "line.refused_structure" => words("网关说登录消息结构错（1）", "核对 CMPP 版本"),
        "line.refused_account" => words(
            "网关说源地址非法（2）：账号不对或 IP 不在白名单",
            "核对账号；请通道商确认本机出口 IP 已加白",
        ),
        "line.refused_password" => {
            words("网关说认证失败（3）：密码不对", "核对密码；用 hongyan channel add 重新添加")
        }
        "line.refused_version" => words("网关说版本太高（4）", "把版本改为 2.0，或加 --allow-lower-version"),
        "line.refused_other" => words("网关拒绝登录（其他错误），常见为连接数已满", "稍后再试；请通道商查看"),
        "line.other_version" => {
            words("网关说的版本与设置不同", "按网关的版本改设置，或加 --allow-lower-version")
        }
        "line.unproven" => words("网关没有证明它知道密码", "确认地址没有错；或不要求证明"),
        "line.login_unanswered" => words("连上了，但登录没有应答", "确认端口是 CMPP；防火墙可能吞掉了数据"),
        "line.not_a_login_answer" => words("对方的应答不是登录应答，这个端口不是 CMPP", "核对端口"),
        "line.garbage" => words("收到的不是 CMPP 数据", "核对端口和协议"),
        "line.malformed" => words("对方连续发来读不懂的消息", "核对 CMPP 版本；请通道商查看"),
        "line.unanswered" => words("多次发送没有应答，线路可能已断", "等待自动重连"),
        "line.peer_terminated" => words("网关让我们退出", "等待自动重连；频繁出现请问通道商"),
        "line.peer_closed" => words("网关断开了连接", "等待自动重连；登录前就断多为 IP 不在白名单"),
        "line.broken" => words("连接中断", "检查网络，等待自动重连"),
        "line.unwritable" => words("登录消息写不出来，设置有误", "检查账号设置"),
        "line.terminated" => words("已退出登录", ""),
        "channel_invalid" => words("通道设置有误", "移除后重新添加"),
        _ => None,
    }
}

pub(super) fn line_state(code: &str) -> Option<&'static str> {
    Some(match code {
        "idle" => "未运行",
        "connecting" => "连接中",
        "online" => "在线",
        "back_off" => "等待重连",
        "refused" => "被拒绝",
        "paused" => "已暂停",
        "stopped" => "已停止",
        "active" => "启用",
        "removed" => "已移除",
        _ => return None,
    })
}
