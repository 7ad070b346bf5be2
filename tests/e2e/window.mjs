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
  timeout: 60_000,
});
let passed = 0;
const check = async (name, body) => {
  await body();
  passed += 1;
  console.log(`ok ${name}`);
};
/** Presses the button that says this. */
const press = (words) =>
  w.wait(() => w.exec("const b = [...document.querySelectorAll('button')].find((b) => b.innerText.trim().startsWith(arguments[0]) && !b.disabled); b?.click(); return !!b", words), 30_000);
const shows = (words, ms = 30_000) => w.wait(() => w.exec("return document.body.innerText.includes(arguments[0])", words), ms);
const call = (name, request) => w.exec("return window.__TAURI_INTERNALS__.invoke('call', { name: arguments[0], request: arguments[1] }).then((reply) => ({ reply }), (error) => ({ error }))", name, request);
try {
  await check("the window asks for an administrator at its first start", async () => {
    await shows("创建管理员账号");
    assert.equal(await w.exec("return document.documentElement.lang"), "zh-CN");
    const { reply } = await call("session", {});
    assert.deepEqual([reply.state, reply.face, reply.version], ["setup", "desktop", version]);
    await w.shot(join(pictures, "window-setup.png"));
  });
  await check("the page may load nothing from outside and run nothing inline", async () => {
    const blocked = await w.exec(
      "const s = document.createElement('script'); s.textContent = 'window.inlineRan = true'; document.body.append(s); return window.inlineRan !== true",
    );
    assert.equal(blocked, true);
  });
  await check("an unknown command and one without a login are refused with a code", async () => {
    assert.equal((await call("nothing", {})).error.code, "unknown_command");
    assert.equal((await call("groups", {})).error.code, "not_signed_in");
  });
  await check("J1: the sample list is sent in practice, in the window", async () => {
    await w.type("input[autocomplete=name]", "李四");
    await w.type("input[autocomplete=username]", "lisi");
    await w.type("input[autocomplete=new-password]", "Goose-Letter-2026");
    await w.type("form > :nth-child(5) input", "Goose-Letter-2026");
    await press("创建账号");
    await press("开始体验");
    await press("结束引导");
    await press("下一步");
    await press("导入名单");
    await shows("可以发送的人");
    await w.shot(join(pictures, "window-checkup.png"));
    for (let step = 0; step < 3; step += 1) await press("下一步");
    await shows("演练发送给");
    await w.exec("for (const box of document.querySelectorAll('input[type=checkbox]')) if (!box.checked) box.click()");
    await press("演练发送给");
    await w.wait(async () => {
      const { reply } = await call("task", { task: "1" });
      return reply?.figures.delivered > 0 && reply.figures.waiting === 0;
    }, 120_000);
    await w.exec("location.hash = '#/tasks/1'");
    await shows("送达");
    await w.shot(join(pictures, "window-task.png"));
  });
} catch (error) {
  await w.shot(join(pictures, "window-failed.png")).catch(() => undefined);
  throw error;
} finally {
  await w.close();
  // The window answers for what its lines hold before it goes, and writes until then.
  try {
    rmSync(home, { recursive: true, force: true, maxRetries: 12, retryDelay: 200 });
  } catch (error) {
    console.log(`left behind: ${home} (${error.code})`);
  }
}
console.log(`${passed} passed, 0 failed`);
