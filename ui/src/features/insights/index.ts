export { StatisticsScreen } from "./StatisticsScreen";
