// Opens the real window: node tests/e2e/window.mjs PROGRAM VERSION FOLDER-FOR-PICTURES (needs a display).
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { launch } from "./wd.mjs";

const [program, version, pictures] = process.argv.slice(2);
assert.ok(program && version && pictures, "use: node tests/e2e/window.mjs PROGRAM VERSION FOLDER");
mkdirSync(pictures, { recursive: true });
const home = mkdtempSync(join(tmpdir(), "hongyan-window-")); // nothing kept by an earlier window
const w = await launch(resolve(program), {
  env: { HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_CONFIG_HOME: join(home, "config"), XDG_CACHE_HOME: join(home, "cache") },
});
let passed = 0;
const check = async (name, body) => {
  await body();
  passed += 1;
  console.log(`ok ${name}`);
};
try {
  await check("the window shows the version that the engine answers", async () => {
    await w.waitFor("#engine-version");
    assert.equal(await w.text("#engine-version"), version);
    assert.equal(await w.text("h1"), "鸿雁");
    assert.equal(await w.exec("return document.documentElement.lang"), "zh-CN");
    await w.click("fieldset:first-of-type button:nth-of-type(2)"); // 浅色
    await w.wait(async () => (await w.exec("return document.documentElement.dataset.theme")) === "light");
    await w.shot(join(pictures, "window-light.png"));
  });
  await check("dark and English are one click away", async () => {
    await w.click("fieldset:first-of-type button:nth-of-type(3)");
    await w.click("button[lang=en]");
    await w.wait(async () => (await w.text("h1")) === "Hongyan");
    assert.equal(await w.exec("return document.documentElement.dataset.theme"), "dark");
    await w.shot(join(pictures, "window-dark.png"));
  });
  await check("the page may load nothing from outside and run nothing inline", async () => {
    const blocked = await w.exec(
      "const s = document.createElement('script'); s.textContent = 'window.inlineRan = true'; document.body.append(s); return window.inlineRan !== true",
    );
    assert.equal(blocked, true);
  });
  await check("an unknown command is refused with a code", async () => {
    const code = await w.exec("return window.__TAURI_INTERNALS__.invoke('call', { name: 'nothing', payload: {} }).then(() => 'answered', (e) => e.code)");
    assert.equal(code, "unknown_command");
  });
} finally {
  await w.close();
  rmSync(home, { recursive: true, force: true });
}
console.log(`${passed} passed, 0 failed`);
