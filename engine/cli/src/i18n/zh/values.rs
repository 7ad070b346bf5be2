//! What happened to a task, and what a parameter's value means where it is a code.

use super::checks::finding;
use super::lines::{line, line_state};

pub(super) fn event(code: &str) -> Option<&'static str> {
    Some(match code {
        "created" => "已创建",
        "started" => "已开始",
        "paused" => "已暂停",
        "resumed" => "已继续",
        "scheduled" => "待发送",
        "running" => "开始发送",
        "stopped" => "已停止",
        "done" => "已完成",
        "faulted" => "异常",
        "recovered" => "崩溃后整理：{detail} 条不明",
        "undone" => "已撤销，一条都没有发出",
        "resent" => "人工确认后补发 {detail} 条（带补发标记）",
        _ => return None,
    })
}

pub(super) fn value(name: &str, value: &str) -> Option<&'static str> {
    Some(match (name, value) {
        ("what", "task") => "任务",
        ("what", "channel") => "通道",
        ("what", "group") => "分组",
        ("what", "encoding") => "编码",
        ("what", "delimiter") => "分隔符",
        ("wanted" | "found", "text") => "文字",
        ("wanted" | "found", "number") => "整数",
        ("wanted" | "found", "list") => "列表",
        ("wanted" | "found", "table") => "表",
        ("wanted" | "found", "true/false") => "true 或 false",
        ("found", "decimal number") => "小数",
        ("found", "null") => "null",
        ("line", code) => line_state(code).or(match code {
            "backing_off" => Some("等待重连"),
            _ => None,
        })?,
        ("lack", "carrier") => "不发这家运营商",
        ("lack", "business") => "不用于此业务类型",
        ("lack", "kind") => "不支持这种消息",
        ("lack", "org") => "属于其他机构",
        ("lack", "sandbox") => "是模拟通道",
        ("lack", "real") => "是真实通道，而这是练习",
        ("ahead", "fresh") => "那一个刚失败过",
        ("ahead", "reach") => "覆盖运营商更多",
        ("ahead", "health") => "线路更好",
        ("ahead", "rank") => "优先级更高",
        ("ahead", "price") => "更便宜",
        ("ahead", "weight") => "按权重轮到",
        ("source", "keychain") => "系统钥匙串",
        ("source", "passphrase") => "口令",
        ("days", "-") => "从未备份",
        ("source", "file") => "密钥文件",
        ("cause", code) => line(code)?.cause,
        ("finding", code) => finding(code)?,
        _ => return None,
    })
}
