import type { ErrorCode } from "../api/methods";
import type { Language } from "./i18n";

/** What happened and what to do next. A code without words does not compile. */
type ErrorWords = Record<ErrorCode, { cause: string; next: string }>;

const zhCN: ErrorWords = {
  unknown_command: {
    cause: "窗口与引擎的版本不一致：引擎不认识这个命令。",
    next: "请退出程序并重新安装同一版本。",
  },
  bad_payload: {
    cause: "窗口与引擎的版本不一致：命令的参数不对。",
    next: "请退出程序并重新安装同一版本。",
  },
  engine_unreachable: {
    cause: "这个页面后面没有运行中的引擎。",
    next: "请从桌面程序“鸿雁”打开，而不是用浏览器打开。",
  },
};

const en: ErrorWords = {
  unknown_command: {
    cause: "Window and engine are of different versions: the engine does not know this command.",
    next: "Close the program and install both from one version.",
  },
  bad_payload: {
    cause: "Window and engine are of different versions: the command takes other parameters.",
    next: "Close the program and install both from one version.",
  },
  engine_unreachable: {
    cause: "No running engine stands behind this page.",
    next: "Open it from the desktop program Hongyan instead of a browser.",
  },
};

export const errorWords: Record<Language, ErrorWords> = { "zh-CN": zhCN, en };
