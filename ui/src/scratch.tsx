import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider, createHashHistory, createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { createRoot } from "react-dom/client";
import "./i18n";
import { setLanguage } from "./i18n";
import { makeQueryClient } from "./api/query";
import { parseSearch, stringifySearch } from "./api/url";
import { journeyEngine, CHECK, composed } from "./features/send/testing";
import { SendPage } from "./pages/SendPage";
import { DraftsPage } from "./pages/DraftsPage";
import { OneToOne } from "./features/one";
import { Kit } from "./ui";
import "./ui/tokens.css";
import "./ui/base.css";

const q = new URLSearchParams(location.search);
document.documentElement.dataset.theme = q.get("theme") ?? "light";
localStorage.setItem("hongyan.mode", q.get("mode") ?? "practice");
const engine = journeyEngine();
engine.picks = { file: "upload:1", name: "三月到账名单.xlsx" };
engine.answer({
  drafts: () => ({ drafts: [{ draft: "5", title: "您好，到账通知", version: 1, updated_at: "2026-03-01 09:41:00" }] }),
  compose: ({ text, signature }) => ({ ...composed(`【${signature}】${text}`), segments: text.length > 60 ? 2 : 1, seams: text.length > 60 ? [67] : [] }),
  check_task: () => ({ ...CHECK, findings: [...CHECK.findings, { code: "sandbox_used", severity: "warn", params: { people: "9788" } }, { code: "channel_not_ready", severity: "warn", params: { channel: "模拟移动", line: "connecting", people: "9788" } }, { code: "parts_differ", severity: "note", params: { parts: "10000", billed: "9788" } }] }),
});
await setLanguage((q.get("lang") ?? "zh-CN") as "en");
const root = createRootRoute();
const frame = (part: React.ReactNode) => () => <div style={{ display: "flex", height: "100vh" }}><div style={{ width: 200 }} /><div style={{ flex: 1, minWidth: 0, height: "calc(100vh - 48px)", marginTop: 48, overflow: "auto" }}>{part}</div></div>;
const send = createRoute({ getParentRoute: () => root, path: "/send", component: frame(<SendPage />) });
const drafts = createRoute({ getParentRoute: () => root, path: "/drafts", component: frame(<DraftsPage />) });
const one = createRoute({ getParentRoute: () => root, path: "/one", component: frame(<OneToOne isOpen onClose={() => undefined} />) });
const router = createRouter({ routeTree: root.addChildren([send, drafts, one]), history: createHashHistory(), parseSearch, stringifySearch });
createRoot(document.getElementById("root")!).render(<QueryClientProvider client={makeQueryClient()}><Kit language={q.get("lang") ?? "zh-CN"}><RouterProvider router={router as never} /></Kit></QueryClientProvider>);
