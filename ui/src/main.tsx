import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { makeQueryClient } from "./api/query";
import { App } from "./App";
import { makeRouter } from "./app/router";
import { restoreLanguage } from "./i18n";
import "./ui/tokens.css";
import "./ui/base.css";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
// English words that cannot be loaded are no reason to show nothing.
await restoreLanguage().catch(() => undefined);
createRoot(root).render(
  <StrictMode>
    <App client={makeQueryClient()} router={makeRouter()} />
  </StrictMode>,
);
