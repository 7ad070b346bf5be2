export { ExportMessagesDialog, ExportStatisticsDialog, ReportTaskDialog } from "./exports";
export { ReportsScreen } from "./ReportsScreen";
