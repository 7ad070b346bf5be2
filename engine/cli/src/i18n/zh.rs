//! Simplified Chinese.

use hongyan_console::{CellFault, CellRepair, ErrorCode, Language, MistakeCode, Suggestion};
use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, TaskState};

use super::{DemoTexts, ErrorWords, Labels, LineWords, Words};

/// 未改动任何数据.
const NOTHING_CHANGED: &str = "没有改动任何数据";
/// 已入库的都在.
const STORED_STAYS: &str = "已入库的数据都在；没有记录下来的不会发出";

pub(super) const WORDS: Words = Words {
    language: Language::Chinese,
    label: LABELS,
    error,
    mistake,
    state,
    task_state,
    business,
    exclusion,
    class,
    carrier,
    fault,
    repair,
    suggestion,
    finding,
    why,
    line,
    line_state,
    doctor,
    event,
    value,
    help: super::help_zh::TEXTS,
    demo: DemoTexts {
        group: "演示名单",
        task: "演示：到账通知",
        signature: "鸿雁演示",
        text: "{姓名|客户}您好，您有一笔{金额|款项}元的款项已于{日期|今日}到达{网点|本网点}，请携带身份证前来办理。",
        plain_text: "您好，您有一笔款项已到达网点，请携带身份证前来办理。",
        channel: |carrier| match carrier {
            Carrier::Mobile => "模拟移动",
            Carrier::Unicom => "模拟联通",
            Carrier::Telecom => "模拟电信",
            Carrier::Broadnet => "模拟广电",
            Carrier::Other => "模拟其他",
        },
    },
};

const LABELS: Labels = Labels {
    error: "错误",
    kept: "已保留",
    next: "下一步",
    detail: "详情",
    place: "第 {line} 行第 {column} 个字符",
    field: "字段 {field}",
    yes: "是",
    no: "否",
    none: "无",
    more: "后面还有，用 --limit 或 --after 查看",
    group: "分组",
    name: "名称",
    people: "人数",
    created: "创建时间",
    updated: "更新时间",
    number: "号码",
    fields: "字段",
    total: "合计",
    rows: "行数",
    added: "新增",
    merged: "已并入现有分组",
    repaired: "已修复的行",
    failed_rows: "无法识别的行",
    duplicates: "重复号码",
    columns: "列",
    findings: "问题（前几条）",
    imported_before: "同样内容的文件已在 {at} 导入过（导入号 {import}，{file}）",
    dry_run: "试运行：没有入库",
    open_elsewhere: "另一个程序似乎正打开此文件，未保存的修改没有读到",
    nothing_imported: "没有一个可用号码，什么也没有入库",
    channel: "通道",
    carrier: "运营商",
    account: "账号",
    address: "地址",
    version: "版本",
    price: "单价（元）",
    state: "状态",
    line: "线路",
    sandbox: "模拟",
    everything: "全部",
    secret_prompt: "通道密码（输入时不显示）：",
    channel_removed: "已移除",
    window: "窗口",
    speed: "速度（条/秒）",
    connections: "连接数",
    sender: "接入号",
    trial_ok: "登录成功并已正常退出",
    took: "用时",
    task: "任务",
    business: "业务类型",
    text: "文本",
    signature: "签名",
    cost: "费用（元）",
    segments: "计费条数",
    messages: "将发送",
    excluded: "不发送",
    starts_at: "最早发出",
    sample: "示例文本",
    share: "按运营商",
    may_start: "可以发送",
    may_not_start: "还不能发送，请先处理标为“阻止”的问题",
    no_effect: "检查没有创建任何东西",
    task_created: "已创建任务 {task}（草稿）",
    next_start: "开始发送：hongyan task start {task}",
    started: "任务 {task} 已开始，最早 {release_at} 发出，有效至 {expires_at}",
    started_detached: "任务已标记为开始",
    no_engine: "现在没有引擎在运行；运行 hongyan run 后才会发送",
    continues: "已停下观察。任务没有结束，可随时用 hongyan task start {task} 或 hongyan run 继续",
    submitted: "已提交",
    delivered: "已送达",
    failed: "失败",
    no_receipt: "无回执",
    in_doubt: "不明",
    queued: "排队",
    waiting: "等待回执",
    recalled: "已撤回",
    stopped: "已停止未发",
    replies: "回复",
    opt_outs: "退订",
    events: "经过",
    ended: "结束时间",
    release: "最早发出",
    expires: "有效至",
    time: "时间",
    cause: "原因",
    action: "建议",
    code: "代码",
    tries: "次数",
    why: "选路理由",
    no_tasks: "还没有任务",
    no_messages: "没有符合条件的消息",
    no_replies: "暂无回复",
    no_groups: "还没有分组。导入名单：hongyan import 名单.xlsx --group 分组名",
    no_channels: "还没有通道。添加：hongyan channel add --help；先试用：hongyan demo --out 目录",
    no_people: "没有联系人",
    no_blocks: "名单为空",
    resent: "已重新排队 {count} 条（带人工补发标记）",
    interrupted: "已中断",
    report_written: "报告已写好",
    report_path: "报告：{report}",
    running: "引擎运行中，按 Ctrl+C 有序停止",
    running_idle: "没有进行中的任务",
    engine_stopped: "引擎已有序停止，没有丢失",
    secret: "密码",
    ledger_written: "台账：{path}",
    carriers_up: "模拟运营商已启动，按 Ctrl+C 停止",
    logins: "登录",
    refused: "拒收",
    receipts: "回执",
    healthy: "一切正常",
    unhealthy: "有需要处理的问题",
    fine: "正常",
    warning: "注意",
    broken: "故障",
    backup_done: "备份完成",
    portable: "凭口令可在任何电脑恢复",
    not_portable: "恢复时需要原数据目录的密钥；要能换电脑恢复，请加 --passphrase",
    restore_done: "已恢复",
    replaced: "原来的数据保留在 {path}",
    passphrase_prompt: "口令（输入时不显示）：",
    passphrase_again: "再输一次：",
    passphrase_differs: "两次输入的口令不一样",
    passphrase_backup_prompt: "备份口令（输入时不显示）：",
    kind: "类别",
    scope: "范围",
    since: "起始",
    source: "来源",
    note: "备注",
    opt_out: "退订",
    blacklist: "黑名单",
    blocked: "新加入 {count} 个号码",
    unblocked: "移除 {count} 条",
    learned: "已记下：携号转网 {ported} 个，空号 {dead} 个",
    exported: "已导出 {count} 人到 {path}",
    sheet_list: "名单",
    sheet_failures: "无法识别",
    heading_number: "手机号码",
    heading_name: "姓名",
    heading_reason: "说明",
    demo_title: "演示：全程使用模拟运营商，不会发出真实短信",
    demo_list: "名单：{path}（{rows} 行，带真实名单常见的错误）",
    demo_note: "演示只等 {seconds} 秒回执；真实通道等 72 小时",
    importing: "导入",
    sending: "发送",
    reporting: "写报告",
    awaiting_replies: "等待回复",
    data_folder: "数据目录",
    per_second: "条/秒",
    opt_out_yes: "退订",
    opt_out_ask: "疑似退订，待人工",
    incomplete: "（缺部分内容）",
    beside_engine: "另一进程的引擎（进程 {pid}）正在运行，由它发送",
    block: "阻止",
    hint: "提示",
    help_usage: "用法",
    help_commands: "命令",
    help_options: "选项",
    help_arguments: "参数",
    group_removed: "已移除分组",
};

fn error(code: ErrorCode) -> ErrorWords {
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
        E::FactsInvalid => words("号码表有 {count} 处错误", "一条也没有入库", "按下面逐条改正"),
        E::ChannelInvalid => words("通道设置有 {count} 处错误", "没有保存", "按下面逐条改正"),
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
    }
}

fn mistake(code: MistakeCode) -> &'static str {
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
        M::ListUnreadable => "名单读不了（{code}）：{detail}",
        M::BadNumber => "不是手机号码：{value}",
        M::BadTime => "“{value}”不是时间，应如 2026-03-01 09:30",
        M::PastTime => "{value} 已经过去（现在 {now}）",
        M::EmptyList => "名单里没有人",
        M::NobodyLeft => "名单里没有一个人可以发送；用 hongyan task check 看原因",
        M::Blocked => "检查未通过：{finding}",
    }
}

fn state(state: MessageState) -> &'static str {
    match state {
        MessageState::Excluded => "不发送",
        MessageState::Queued => "待提交",
        MessageState::Claimed => "提交中",
        MessageState::Submitted => "已提交",
        MessageState::Delivered => "已送达",
        MessageState::Failed => "失败",
        MessageState::Expired => "过期",
        MessageState::NoReceipt => "无回执",
        MessageState::Recalled => "已撤回",
        MessageState::Rejected => "被拒收",
        MessageState::InDoubt => "不明",
        MessageState::Stopped => "已停止",
    }
}

fn task_state(state: TaskState) -> &'static str {
    match state {
        TaskState::Draft => "草稿",
        TaskState::Scheduled => "待发送",
        TaskState::Running => "发送中",
        TaskState::Paused => "已暂停",
        TaskState::Stopped => "已停止",
        TaskState::Done => "已完成",
        TaskState::Faulted => "异常",
    }
}

fn business(business: BusinessType) -> &'static str {
    match business {
        BusinessType::Verification => "验证码",
        BusinessType::Emergency => "应急",
        BusinessType::Notice => "通知",
        BusinessType::Marketing => "营销",
    }
}

fn exclusion(reason: Exclusion) -> &'static str {
    match reason {
        Exclusion::Duplicate => "重复",
        Exclusion::BadNumber => "格式错",
        Exclusion::UnreachableKind => "物联网或应急号段",
        Exclusion::Blacklisted => "黑名单",
        Exclusion::OptedOut => "退订",
        Exclusion::DeadNumber => "空号",
        Exclusion::MissingVariable => "缺变量",
        Exclusion::UnfitValue => "变量值不可用",
        Exclusion::TextTooLong => "文本过长",
        Exclusion::NoRoute => "没有通道",
        Exclusion::OverCap => "频控",
    }
}

fn class(class: FailureClass) -> &'static str {
    match class {
        FailureClass::Num => "号码",
        FailureClass::Term => "手机",
        FailureClass::Block => "拒收/黑名单",
        FailureClass::Text => "内容与报备",
        FailureClass::Rate => "频次与时段",
        FailureClass::Route => "网关",
        FailureClass::Unk => "未知",
    }
}

fn carrier(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Mobile => "中国移动",
        Carrier::Unicom => "中国联通",
        Carrier::Telecom => "中国电信",
        Carrier::Broadnet => "中国广电",
        Carrier::Other => "其他",
    }
}

fn fault(fault: CellFault) -> &'static str {
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

fn repair(repair: CellRepair) -> &'static str {
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

fn finding(code: &str) -> Option<&'static str> {
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

fn why(code: &str) -> Option<&'static str> {
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

fn line(code: &str) -> Option<LineWords> {
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

fn line_state(code: &str) -> Option<&'static str> {
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

fn doctor(code: &str) -> Option<LineWords> {
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

fn event(code: &str) -> Option<&'static str> {
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
        _ => return None,
    })
}

fn value(name: &str, value: &str) -> Option<&'static str> {
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
