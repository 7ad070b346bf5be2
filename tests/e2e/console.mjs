// The console in a real browser on the real engine: node tests/e2e/console.mjs PROGRAM FOLDER-FOR-PICTURES
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { AXE, launch, page as newPage } from "./lib/browser.mjs";
import { Checks } from "./lib/check.mjs";
import { Caller, Engine } from "./lib/server.mjs";

const [program, pictures] = process.argv.slice(2);
assert.ok(program && pictures, "use: node tests/e2e/console.mjs PROGRAM FOLDER");
const PASSWORD = "Goose-Letter-2026";
/** Screens by address; `/person` and details are opened by the journeys. */
const SCREENS = ["", "tasks", "tasks/1", "drafts", "messages", "inbox", "people", "imports", "blocks", "templates", "signatures", "statistics", "reports", "channels", "channels/1", "numbers", "practice", "system?tab=data", "system?tab=about", "help", "gallery"];

const engine = new Engine(resolve(program));
const checks = new Checks(pictures);
const axe = readFileSync(AXE, "utf8");
let browser;
try {
  const url = await engine.start();
  const caller = new Caller(url);
  browser = await launch();
  const p = await newPage(browser);
  const check = (name, body) => checks.check(name, p, body);
  const button = (name) => p.getByRole("button", { name });
  const go = async (address) => {
    await p.goto(`${url}/#/${address}`);
    await p.locator("h1").first().waitFor();
  };

  await check("first start asks for an administrator with a strong password", async () => {
    await p.goto(url);
    await p.getByLabel("姓名").fill("李四");
    await p.getByLabel("登录名").fill("lisi");
    await p.getByLabel(/^密码/).first().fill("12345");
    await p.getByLabel(/^再输一遍密码/).fill("12345");
    assert.equal(await button("创建账号").isDisabled(), true);
    await p.screenshot({ path: join(pictures, "setup.png") });
    await p.getByLabel(/^密码/).first().fill(PASSWORD);
    await p.getByLabel(/^再输一遍密码/).fill(PASSWORD);
    await button("创建账号").click();
    await button("开始体验").waitFor();
    await caller.call("session");
    await caller.call("log_in", { login: "lisi", password: PASSWORD });
  });

  await check("J1: the sample list is sent in practice, in no more than 12 clicks", async () => {
    let clicks = 0;
    const press = async (name) => {
      clicks += 1;
      await button(name).click();
    };
    await press("开始体验");
    await button("结束引导").click(); // the tour is no part of the job
    await press(/^下一步/);
    await press("导入名单");
    await p.getByText("可以发送的人").waitFor();
    await p.screenshot({ path: join(pictures, "checkup.png") });
    await press(/^下一步/);
    await p.screenshot({ path: join(pictures, "preview.png") });
    await press(/^下一步/);
    await press(/^下一步/);
    const send = button(/演练发送给 \d+ 人/);
    await send.waitFor();
    for (const box of await p.getByRole("checkbox").all()) {
      if (await box.isChecked()) continue;
      clicks += 1;
      await box.click({ force: true });
    }
    await p.screenshot({ path: join(pictures, "check.png") });
    const people = Number((await send.innerText()).replace(/\D/g, ""));
    clicks += 1;
    await send.click();
    await button("看任务进度").waitFor();
    assert.ok(clicks <= 12, `${clicks} clicks`);
    const sum = (counts) => Object.values(counts).reduce((all, count) => all + count, 0);
    // Some carriers' answers ask for another try a day later, so a few may still be queued when everybody else has ended.
    const ended = ({ figures }) => figures.delivered + sum(figures.failed) + figures.no_receipt + figures.in_doubt + sum(figures.excluded) + figures.queued === people;
    const done = await caller.until("task", { task: "1" }, (task) => task.figures.delivered > 0 && task.figures.waiting === 0 && ended(task), 120_000);
    assert.ok(done.sandbox && done.figures.people === people && done.figures.queued < people / 10);
    console.log(`   ${clicks} clicks, ${people} people, ${done.figures.delivered} delivered, ${done.figures.queued} to be tried again tomorrow`);
  });

  let number = "";
  await check("J6: a handset answers R, and the person is opted out", async () => {
    await go("practice");
    await p.locator(".hy-practice-tile").first().click();
    await p.waitForURL(/handset=/);
    number = new URLSearchParams(p.url().split("?")[1]).get("handset");
    await p.screenshot({ path: join(pictures, "handset.png") });
    await button("R").click();
    await caller.until("blocks", { kind: "opt_out", search: "", after: null, limit: 10, whole: true }, ({ blocks }) => blocks.some((block) => block.number.replace(/\D/g, "") === number));
    await p.keyboard.press("Escape");
    await go("blocks?tab=opt_out");
    await p.getByText(`${number.slice(0, 3)}****${number.slice(7)}`).first().waitFor();
    await go("inbox");
    await p.getByText("R", { exact: true }).first().waitFor();
  });

  await check("J4: a number pasted into the palette shows what became of its message", async () => {
    await go("");
    await p.keyboard.press("Control+k");
    await p.keyboard.insertText(number);
    await p.getByRole("option").first().waitFor();
    await p.keyboard.press("Enter");
    await p.waitForURL(new RegExp(`person/${number}`));
    await p.getByText("已送达").first().waitFor();
    await p.screenshot({ path: join(pictures, "person.png") });
  });

  await check("J9: the report of the task is made in the background and comes as a workbook", async () => {
    const { job } = await caller.call("report_task", { task: "1", format: "xlsx", masked: true, with_text: false, to: null, language: "zh-CN" });
    const done = await caller.until("job", { job }, ({ state }) => state !== "running");
    assert.equal(done.state, "done");
    await go("reports");
    await p.getByText(done.file.name).first().waitFor();
    const download = p.waitForEvent("download");
    await button(/下载/).first().click();
    const head = readFileSync(await (await download).path()).subarray(0, 2).toString();
    assert.equal(head, "PK");
  });

  await check("an engine that is killed and started again finds its page where it was, still logged in", async () => {
    await go("tasks");
    await engine.kill();
    await p.getByText(/离线|连接/).first().waitFor();
    await engine.start();
    await button("引擎正常").waitFor();
    await p.getByText("演练").nth(2).waitFor();
    assert.equal((await caller.call("tasks", { states: [], search: "", sandbox: true, before: null, limit: 5 })).tasks.length, 1);
  });

  await check("no screen has a serious fault for people with screen readers", async () => {
    const faults = [];
    for (const screen of SCREENS) {
      await go(screen);
      await p.waitForLoadState("networkidle").catch(() => undefined);
      // Through the debugger: the page itself may not run what it did not bring.
      await p.evaluate(axe);
      const { violations } = await p.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      for (const { id, impact, nodes } of violations) {
        if (impact === "serious" || impact === "critical") faults.push(`${screen}: ${id} (${impact}) ${nodes[0]?.html.slice(0, 160)}`);
      }
    }
    assert.deepEqual(faults, []);
  });

  await check("every screen shows itself in both languages, light and dark", async () => {
    for (const [theme, language] of [["light", "zh-CN"], ["dark", "en"]]) {
      await p.evaluate(([theme, language]) => {
        localStorage.setItem("hongyan.theme", theme);
        localStorage.setItem("hongyan.language", language);
      }, [theme, language]);
      await p.goto("about:blank");
      for (const screen of SCREENS) {
        await go(screen);
        await p.waitForLoadState("networkidle").catch(() => undefined);
        await p.screenshot({ path: join(pictures, `${theme}-${language}-${screen.replace(/\W+/g, "-") || "home"}.png`) });
      }
    }
  });

  await check("the page complained about nothing", async () => {
    const unexpected = p.complaints.filter((complaint) => !/ERR_CONNECTION|Failed to fetch|EventSource/.test(complaint));
    assert.deepEqual(unexpected, []);
  });
} finally {
  await browser?.close();
  await engine.stop();
}
console.log(`${checks.passed} passed, 0 failed`);
