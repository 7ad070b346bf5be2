/** The source of all words; every other language has exactly these keys. */
export const zhCN = {
  "app.name": "鸿雁",
  "app.kind": "融合消息平台",
  "app.motto": "每一条消息，都有回音。",
  "engine.title": "引擎",
  "engine.ready": "引擎已就绪",
  "engine.starting": "正在连接引擎…",
  "engine.failed": "引擎没有应答",
  "engine.version": "引擎版本",
  "engine.retry": "重新连接",
  "engine.commandLine": "本版本的导入、发送和报表在命令行程序 hongyan 中完成。",
  "settings.language": "语言",
  "settings.theme": "外观",
  "theme.system": "跟随系统",
  "theme.light": "浅色",
  "theme.dark": "深色",
} as const;

export type Key = keyof typeof zhCN;
export type Words = Record<Key, string>;
