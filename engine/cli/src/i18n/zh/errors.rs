//! What an error says: cause, what was kept, what to do.

use hongyan_console::ErrorCode;

use crate::i18n::ErrorWords;

/// 未改动任何数据.
const NOTHING_CHANGED: &str = "没有改动任何数据";
/// 已入库的都在.
const STORED_STAYS: &str = "已入库的数据都在；没有记录下来的不会发出";

pub(super) fn error(code: ErrorCode) -> ErrorWords {
    use ErrorCode as E;
    let words = |cause, kept, next| ErrorWords { cause, kept, next };
    match code {
        E::Internal => words("程序内部错误", STORED_STAYS, "请把“详情”一行发给技术支持"),
        E::StoreInUse => {
            words("另一个引擎（进程 {pid}）正在使用 {folder}", NOTHING_CHANGED, "使用那个程序，或先结束它")
        }
        E::StoreMissing => words("{folder} 里没有数据", NOTHING_CHANGED, "检查 --data 指定的目录"),
        E::StoreFolder => words("数据目录不能读写：{path}", NOTHING_CHANGED, "检查目录权限和磁盘"),
        E::StoreNewer => words(
            "数据由更新的程序写成（结构 {file}，本程序认识到 {program}）",
            NOTHING_CHANGED,
            "安装新版程序，或恢复本版程序做的备份",
        ),
        E::StoreWrongKey => {
            words("密钥不属于这份数据", NOTHING_CHANGED, "放回正确的密钥文件，或恢复已知密钥的备份")
        }
        E::StoreDamaged => words(
            "数据库已损坏：{path}",
            "损坏的文件原样保留",
            "用 hongyan restore 恢复备份；损坏的文件会另存",
        ),
        E::StoreVanished => {
            words("数据库文件不见了，只剩密钥文件：{path}", NOTHING_CHANGED, "放回数据库文件，或恢复备份")
        }
        E::RestoreUnfinished => {
            words("上一次恢复没有完成：{folder}", "原数据在 replaced-… 目录里", "再运行一次 hongyan restore")
        }
        E::StoreFull => words("磁盘满了", STORED_STAYS, "腾出空间后重新运行，会从停下的地方继续"),
        E::StoreReadOnly => words("数据文件或目录是只读的", STORED_STAYS, "改为可写后重新运行"),
        E::StoreCorrupt => words("数据文件内容损坏", STORED_STAYS, "运行 hongyan doctor，然后恢复备份"),
        E::StoreLocked => {
            words("另一个程序占用着数据文件", STORED_STAYS, "关闭占用它的程序（如杀毒、同步盘）后重试")
        }
        E::StoreIo => words("磁盘或网络盘报错", STORED_STAYS, "检查磁盘后重新运行"),
        E::StoreMemory => words("内存不足", STORED_STAYS, "关闭其他程序后重试"),
        E::StoreConflict => words("数据与现有的冲突", NOTHING_CHANGED, "查看现有数据后重试"),
        E::StoreUnreadable => {
            words("有一个值本程序不认识", NOTHING_CHANGED, "用写下它的程序版本打开，或恢复备份")
        }
        E::StoreClosed => words("数据已关闭", STORED_STAYS, "重新运行"),
        E::NotFound => words("没有这个{what}：{id}", NOTHING_CHANGED, "用相应的 list 命令查看有哪些"),
        E::Stale => words("刚被别处改动过", NOTHING_CHANGED, "重新查看后再试"),
        E::NameTaken => words("名称已被使用：{name}", NOTHING_CHANGED, "换一个名称"),
        E::PassphraseNeeded => words(
            "数据有口令保护",
            NOTHING_CHANGED,
            "在终端运行并输入口令，或加 --passphrase-stdin 从标准输入给出",
        ),
        E::PassphraseWrong => words("口令不对", NOTHING_CHANGED, "重新输入口令"),
        E::KeychainUnavailable => {
            words("系统钥匙串没有应答", NOTHING_CHANGED, "解锁钥匙串，或登录创建数据时的桌面会话")
        }
        E::KeychainNoKey => words(
            "系统钥匙串里没有这份数据的密钥（{name}）",
            NOTHING_CHANGED,
            "用创建数据的账户登录，或用口令恢复备份",
        ),
        E::KeyFileMissing => {
            words("密钥文件不见了：{path}", NOTHING_CHANGED, "从副本放回密钥文件，或恢复带口令的备份")
        }
        E::KeyUnreadable => words("密钥文件内容不对：{path}", NOTHING_CHANGED, "从副本放回该文件"),
        E::KeyHeaderMissing => {
            words("密钥说明文件不见了：{path}", NOTHING_CHANGED, "从副本放回 store.key.toml")
        }
        E::BackupExists => words("备份目录已存在：{path}", NOTHING_CHANGED, "换一个目录名"),
        E::BackupIo => words("备份文件不能读写：{path}", NOTHING_CHANGED, "检查磁盘空间、权限和移动盘"),
        E::BackupUnreadable => words("这不是鸿雁的备份：{path}", NOTHING_CHANGED, "检查目录是否正确"),
        E::BackupAltered => words("备份与清单不符，被改动或损坏：{path}", NOTHING_CHANGED, "使用另一份备份"),
        E::BackupDamaged => words("备份里的数据库已损坏：{path}", NOTHING_CHANGED, "使用另一份备份"),
        E::BackupPlaintext => {
            words("备份没有加密，已删除：{path}", NOTHING_CHANGED, "请把“详情”发给技术支持")
        }
        E::BackupNewer => words(
            "备份由更新的程序做成（结构 {file}，本程序认识到 {program}）",
            NOTHING_CHANGED,
            "先安装新版程序",
        ),
        E::BackupKeyNeeded => words(
            "需要备份的密钥（指纹 {fingerprint}）",
            NOTHING_CHANGED,
            "加 --passphrase 输入备份口令，或用 --key 指定原数据目录的 store.key",
        ),
        E::FileNotFound => words("找不到文件：{file}", NOTHING_CHANGED, "检查文件名和路径"),
        E::FileNotReadable => words("文件不能读取：{file}", NOTHING_CHANGED, "检查权限"),
        E::FileLocked => words("另一个程序占用着文件：{file}", NOTHING_CHANGED, "在那个程序里关闭文件后重试"),
        E::FileLockMark => {
            words("这是打开文件时的临时标记，不是名单：{file}", NOTHING_CHANGED, "选择名单文件本身")
        }
        E::FileEmpty => words("文件里没有内容：{file}", NOTHING_CHANGED, "检查是否选对文件和工作表"),
        E::FileNotAList => {
            words("文件不是名单：{file}", NOTHING_CHANGED, "用 xlsx、xls、xlsb、ods、csv 或 txt 名单")
        }
        E::FileEncrypted => words("文件有密码：{file}", NOTHING_CHANGED, "在 Excel/WPS 里取消密码后另存"),
        E::FileTruncated => words("文件不完整：{file}", NOTHING_CHANGED, "重新复制或下载"),
        E::FileDamaged => {
            words("文件已损坏：{file}", NOTHING_CHANGED, "在 Excel/WPS 里打开后另存，或重新下载")
        }
        E::FileUnpacksTooLarge => {
            words("文件展开后过大，不像名单：{file}", NOTHING_CHANGED, "检查文件来源；另存为 csv 后重试")
        }
        E::FileTooLarge => words("文件过大：{file}", NOTHING_CHANGED, "拆分，或另存为 xlsx、csv"),
        E::FileTooManyColumns => words("列数过多：{file}", NOTHING_CHANGED, "删去不用的列"),
        E::FileRowTooLong => {
            words("有一行过长，多为引号没有成对：{file}", NOTHING_CHANGED, "检查“详情”所说行的引号")
        }
        E::FileIo => words("读取文件出错：{file}", NOTHING_CHANGED, "检查磁盘或网络盘后重试"),
        E::FileChanged => {
            words("文件 {file} 在导入之后改动过", NOTHING_CHANGED, "放回当时的文件，或重新导入现在的文件")
        }
        E::ImportNoSuchSheet => words("没有这个工作表", NOTHING_CHANGED, "看“详情”里有哪些，用 --sheet 指定"),
        E::ImportNoSuchRow => {
            words("没有这一行标题", NOTHING_CHANGED, "用 --header 指定正确的行号，0 表示没有标题")
        }
        E::ImportNoSuchColumn => words("没有这一列", NOTHING_CHANGED, "看“详情”里有哪些列，改正 --map"),
        E::ImportTwoNumberColumns => words("两列都被指定为号码", NOTHING_CHANGED, "只指定一列为 phone"),
        E::ImportNoNumberColumn => {
            words("没有一列像手机号码", NOTHING_CHANGED, "用 --map 列名=phone 指定号码列")
        }
        E::ImportTooLarge => words("名单超过一次导入的上限", NOTHING_CHANGED, "拆分后分次导入"),
        E::ImportCancelled => words("导入已取消", "没有留下一半的数据", "可以重新导入"),
        E::GroupNameInvalid => words("分组名为空或过长（1–100 字）", NOTHING_CHANGED, "改用合适的名称"),
        E::OutputNotWritable => {
            words("不能写文件：{path}", "原有文件没有改动", "检查目录和权限，关闭占用它的程序")
        }
        E::FormatUnknown => words("文件名要以 .xlsx 或 .csv 结尾：{path}", NOTHING_CHANGED, "改文件名"),
        E::Cancelled => words("已取消", "没有留下一半的文件", "可以重新运行"),
        E::ReportFolder => words("目录不能写：{path}", "统计数据都在", "换一个目录"),
        E::ReportDiskFull => words("磁盘满了：{path}", "没写完的报告已删除，统计数据都在", "腾出空间后重写"),
        E::ReportFileBusy => {
            words("另一个程序占用着报告：{path}", "统计数据都在", "关闭 Excel/WPS 里的旧报告后重写")
        }
        E::ReportWrite => words("报告写不下去：{path}", "没写完的报告已删除，统计数据都在", "检查磁盘后重写"),
        E::TaskTransition => {
            words("任务现在是“{state}”，不能这样操作", NOTHING_CHANGED, "用 hongyan task show 查看任务")
        }
        E::TaskInvalid => {
            words("任务有 {count} 处错误", "没有创建任何东西", "按下面逐条改正；格式见 hongyan task schema")
        }
        E::FormInvalid => words("填写的内容有 {count} 处错误", "没有保存", "按下面逐条改正"),
        E::FactsInvalid => words("号码表有 {count} 处错误", "一条也没有入库", "按下面逐条改正"),
        E::ChannelInvalid => words("通道设置有 {count} 处错误", "没有保存", "按下面逐条改正"),
        E::ChannelBusy => words(
            "通道 {name} 还有 {count} 条短信在等待发送",
            "通道没有移除",
            "先停止这些任务，或等它们发完再移除",
        ),
        E::EngineElsewhere => words("引擎不在这个程序里运行", NOTHING_CHANGED, "在运行引擎的窗口里操作"),
        E::PracticeOff => words("模拟运营商没有启动", NOTHING_CHANGED, "先启动模拟运营商"),
        E::HandsetRefused => {
            words("手机没有照做：可能已关机，或内容为空、太长", NOTHING_CHANGED, "先开机，或改短内容")
        }
        E::PeriodInvalid => words("起止日期有 {count} 处错误", NOTHING_CHANGED, "改正日期后再试"),
        E::NoChannel => {
            words("还没有可用的通道", "没有创建任何东西", "先添加通道：hongyan channel add --help")
        }
        E::NumberInvalid => words("不是手机号码：{number}", NOTHING_CHANGED, "检查号码，应为 1 开头的 11 位"),
        E::CarrierConfig => words(
            "模拟运营商的设置有错",
            "没有启动",
            "按“详情”改正；默认设置见 hongyan carrier --print-config",
        ),
        E::CarrierListen => words("模拟运营商不能监听端口", "没有启动", "换一个端口，或结束占用它的程序"),
        E::DemoFolder => words("演示用的数据目录里已有数据：{path}", NOTHING_CHANGED, "换一个空目录"),
        E::WaitTimeout => words(
            "等待时间已到，任务 {task} 还是“{state}”",
            "任务继续，不受影响",
            "再等，或用 hongyan task show 查看",
        ),
        E::NoDataFolder => words("不知道数据目录在哪里", NOTHING_CHANGED, "用 --data 指定"),
        E::UnknownCommand => words("界面与引擎的版本不一致", NOTHING_CHANGED, "刷新页面，或安装同一版本"),
        E::BadRequest => words("界面与引擎的版本不一致", NOTHING_CHANGED, "刷新页面，或安装同一版本"),
        E::NotSignedIn => words("还没有登录", NOTHING_CHANGED, "请先登录"),
        E::LoginWrong => words("登录名或密码不对", NOTHING_CHANGED, "检查大小写和输入法后再试"),
        E::LoginLocked => words(
            "密码连续输错，账号暂时锁定",
            NOTHING_CHANGED,
            "{until} 以后再试；不是你本人输错的，请告诉管理员",
        ),
        E::SetupDone => words("管理员账号已经有了", NOTHING_CHANGED, "用已有的账号登录"),
        E::SetupElsewhere => {
            words("首次设置只能在运行鸿雁的电脑上完成", NOTHING_CHANGED, "到那台电脑上打开本页")
        }
        E::AccountInvalid => words("账号有 {count} 处要改", "没有保存", "按下面逐条改正"),
        E::TooManyRequests => words("请求太频繁", NOTHING_CHANGED, "过 {seconds} 秒再试"),
        E::RequestRefused => {
            words("请求不是从本程序的页面发出的，已拒绝", NOTHING_CHANGED, "用程序给出的地址重新打开页面")
        }
        E::TooManyJobs => {
            words("后台任务太多，{count} 个还没有结束", NOTHING_CHANGED, "等一些结束，或取消不要的")
        }
        E::SettingsInvalid => words("设置有 {count} 处错误", "没有保存", "按下面逐条改正"),
        E::TlsNeeded => words(
            "{address} 对其他电脑开放，必须加密",
            "没有启动",
            "用 --tls-cert 和 --tls-key 给出证书和私钥，或只在本机使用",
        ),
        E::TlsUnusable => words("证书或私钥不能用：{path}", "没有启动", "检查文件是不是 PEM 格式、是否成对"),
        E::ListenFailed => words("不能监听 {address}", "没有启动", "换一个端口，或结束占用它的程序"),
    }
}
