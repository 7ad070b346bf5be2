import gallery from "./kit/gallery";

/** Words built into the pieces of the screen. */
const kit = {
  close: "关闭",
  cancel: "取消",
  clear: "清除",
  remove: "移除",
  retry: "重试",
  copy: "复制",
  copied: "已复制",
  copyRefused: "复制未成功，请手动选取",
  loading: "加载中",
  noMatch: "没有匹配的选项",
  toasts: "消息提示",
  errorCode: "错误编号 {{code}}",
  step: { done: "已完成", current: "当前步骤", todo: "未完成", error: "有待修正" },
  delta: { up: "比{{against}}高 {{amount}}", down: "比{{against}}低 {{amount}}", same: "与{{against}}持平" },
  table: {
    empty: "没有符合条件的内容",
    range: "第 {{from}}–{{to}} 条，共 {{total}} 条",
    rangeOpen: "第 {{from}}–{{to}} 条",
    chooseAll: "全选",
    chooseRow: "选择第 {{row}} 行",
    chosen: "已选 {{figure}} 条",
    chooseEverything: "选择全部 {{figure}} 条",
    clearChoice: "取消选择",
    bulk: "批量操作",
    columns: "显示的列",
  },
  chart: {
    asTable: "以表格显示",
    asPicture: "以图形显示",
    export: "导出",
    png: "图片 (PNG)",
    svg: "矢量图 (SVG)",
    csv: "表格 (CSV)",
    picture: "{{title}}（图形，按 T 键以表格显示）",
  },
  gallery,
};

export default kit;
