import { render } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import i18next from "i18next";
import type { ReactElement } from "react";
import { I18nextProvider, initReactI18next } from "react-i18next";
import words from "../i18n/zh-CN/kit";
import { Kit } from "./Kit";

const i18n = i18next.createInstance();
void i18n.use(initReactI18next).init({ lng: "zh-CN", ns: ["kit"], resources: { "zh-CN": { kit: words } }, interpolation: { escapeValue: false }, initAsync: false });

// happy-dom's document is no instance of its window's Document, by which React Aria tells whether the focus is inside.
if (!(document instanceof Document)) {
  Object.defineProperty(Document, Symbol.hasInstance, { value: (node: unknown) => typeof node === "object" && node !== null && "nodeType" in node && node.nodeType === Node.DOCUMENT_NODE });
}

/** Shows a piece as it stands in the program, in Chinese, with a person at keyboard and mouse. */
export function show(piece: ReactElement) {
  const wrapped = (inner: ReactElement) => (
    <I18nextProvider i18n={i18n}>
      <Kit language="zh-CN">{inner}</Kit>
    </I18nextProvider>
  );
  const view = render(wrapped(piece));
  return { ...view, rerender: (next: ReactElement) => view.rerender(wrapped(next)), person: userEvent.setup() };
}

export { words };
