//! What the doctor found, and what to do.

use crate::i18n::LineWords;

pub(super) fn doctor(code: &str) -> Option<LineWords> {
    let words = |cause, next| Some(LineWords { cause, next });
    match code {
        "folder_writable" => words("数据目录可写：{path}", ""),
        "folder_closed" => words("数据目录不可写：{path}（{message}）", "检查权限和磁盘"),
        "no_store" => words("还没有数据：{path}", ""),
        "store_in_use" => words("引擎正在运行（进程 {pid}）", ""),
        "restore_unfinished" => words("上一次恢复没有完成", "再运行一次 hongyan restore"),
        "loose_file" => {
            words("其他用户能读到 {path}（权限 {mode}）", "重新打开数据时会自动收紧；不行请手工改为 600")
        }
        "key_found" => words("密钥在{source}，与数据相符", ""),
        "key_locked" => words("密钥有口令保护，没有查看内容", "加 --passphrase-stdin 再查"),
        "key_lost" => words("取不到密钥（{code}）：{message}", "放回密钥文件，或恢复带口令的备份"),
        "unopenable" => words("数据库打不开：{message}", "恢复备份：hongyan restore"),
        "schema" => words("数据结构 {file}，程序 {program}", ""),
        "database_whole" => words("数据库完整，{megabytes} MB", ""),
        "store_damaged" => words("数据库损坏：{message}", "恢复备份：hongyan restore"),
        "disk_room" => words("磁盘剩余 {megabytes} MB", "剩余少时请清理磁盘"),
        "log_size" => words("日志文件 {megabytes} MB", ""),
        "backup_age" => words("上次备份距今（天）：{days}", "定期运行 hongyan backup 目录"),
        "no_channels" => words("还没有通道", "添加：hongyan channel add --help"),
        "channels" => words("通道 {count} 个", ""),
        "channel_down" => words("通道“{channel}”不通：{cause}（{detail}）", "hongyan channel test 查看原因"),
        _ => None,
    }
}
