// A real browser: Chromium by playwright-core, which is among the packages of ui/.
import { execSync } from "node:child_process";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../ui/package.json", import.meta.url));
const { chromium } = require("playwright-core");
export const AXE = require.resolve("axe-core/axe.min.js");

/** Waits of the browser: a loaded machine with two cores is slow, not wrong. */
const PATIENCE_MS = 30_000;

/** Opens the browser; pages are asked for with {@link page}. */
export function launch() {
  const executablePath = execSync("command -v chromium || command -v chromium-browser || command -v google-chrome", { shell: "/bin/sh" }).toString().trim();
  const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=zh-CN"];
  return chromium.launch({ executablePath, args });
}

/** A page of its own, with everything kept that it complains about. */
export async function page(browser, { language = "zh-CN", theme = "light", width = 1366, height = 768 } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: language, timezoneId: "Asia/Shanghai", colorScheme: theme, acceptDownloads: true });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  page.complaints = [];
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) page.complaints.push(message.text());
  });
  return page;
}
