import { TemplatesScreen } from "../features/templates";

/** 短信模板. */
export function TemplatesPage() {
  return <TemplatesScreen />;
}
