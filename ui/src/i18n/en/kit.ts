import type zh from "../zh-CN/kit";
import gallery from "./kit/gallery";

const kit: typeof zh = {
  close: "Close",
  cancel: "Cancel",
  clear: "Clear",
  remove: "Remove",
  retry: "Try again",
  copy: "Copy",
  copied: "Copied",
  copyRefused: "Not copied. Please select it by hand",
  loading: "Loading",
  noMatch: "Nothing matches",
  toasts: "Notices",
  errorCode: "Error number {{code}}",
  step: { done: "Done", current: "Current step", todo: "To do", error: "Needs attention" },
  delta: { up: "{{amount}} above {{against}}", down: "{{amount}} below {{against}}", same: "Same as {{against}}" },
  table: {
    empty: "Nothing matches these filters",
    range: "{{from}}–{{to}} of {{total}}",
    rangeOpen: "{{from}}–{{to}}",
    chooseAll: "Select all",
    chooseRow: "Select row {{row}}",
    chosen: "{{figure}} selected",
    chooseEverything: "Select all {{figure}}",
    clearChoice: "Clear selection",
    bulk: "Actions for selected rows",
    columns: "Visible columns",
  },
  chart: {
    asTable: "Show as table",
    asPicture: "Show as chart",
    export: "Export",
    png: "Picture (PNG)",
    svg: "Vector picture (SVG)",
    csv: "Table (CSV)",
    picture: "{{title}} (chart; press T for the table)",
  },
  gallery,
};

export default kit;
