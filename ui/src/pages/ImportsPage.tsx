import { ImportsScreen } from "../features/imports";

/** 导入记录. */
export function ImportsPage() {
  return <ImportsScreen />;
}
