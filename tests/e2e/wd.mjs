// A W3C WebDriver client for the real window; WebKitWebDriver starts the program itself.
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf"; // the name that the standard gives to an element's id
const POLL_MS = 50;
const REQUEST_MS = 20_000; // a cold start of the web view on a loaded machine with two cores
const WAIT_MS = 10_000;

const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const freePort = () =>
  new Promise((done, failed) => {
    const server = createServer().once("error", failed).listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

/** Starts the program under a driver and opens a session with its window. */
export async function launch(binary, { env = {}, args = [] } = {}) {
  const port = await freePort();
  const driver = spawn("WebKitWebDriver", [`--port=${port}`, "--host=127.0.0.1"], {
    env: { ...process.env, TAURI_WEBVIEW_AUTOMATION: "true", WEBKIT_DISABLE_DMABUF_RENDERER: "1", NO_AT_BRIDGE: "1", ...env },
    stdio: ["ignore", "inherit", "inherit"],
    detached: true, // a group of its own, so that stop() ends driver and window
  });
  const missing = new Promise((_, failed) => driver.once("error", failed));
  const stop = () => {
    try {
      process.kill(-driver.pid);
    } catch (error) {
      if (error.code !== "ESRCH") throw error; // gone already
    }
  };
  const request = async (method, path, body) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      signal: AbortSignal.timeout(REQUEST_MS),
      headers: { "content-type": "application/json" },
      body: body && JSON.stringify(body),
    });
    const { value } = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error}: ${value?.message}`);
    return value;
  };
  const wait = async (what, ms = WAIT_MS) => {
    const end = Date.now() + ms;
    let last = new Error(`nothing after ${ms} ms: ${what}`);
    while (Date.now() < end) {
      try {
        const value = await what();
        if (value) return value;
      } catch (error) {
        last = error;
      }
      await sleep(POLL_MS);
    }
    throw last;
  };

  let session;
  try {
    await Promise.race([wait(() => request("GET", "/status")), missing]);
    const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } };
    session = `/session/${(await request("POST", "/session", { capabilities })).sessionId}`;
  } catch (error) {
    if (driver.pid) stop();
    throw error;
  }
  const find = async (css) => (await request("POST", `${session}/element`, { using: "css selector", value: css }))[ELEMENT];
  const exec = (script, ...values) => request("POST", `${session}/execute/sync`, { script, args: values });
  return {
    wait,
    exec,
    find,
    title: () => request("GET", `${session}/title`),
    waitFor: (css, ms) => wait(() => find(css), ms),
    type: async (css, text) => request("POST", `${session}/element/${await find(css)}/value`, { text }),
    click: async (css) => request("POST", `${session}/element/${await find(css)}/click`, {}),
    // innerText, not GET …/text: WebKit answers "" there for containers with hidden overflow
    text: (css) => exec("return document.querySelector(arguments[0])?.innerText ?? ''", css),
    shot: async (file) => {
      await wait(() => exec("return document.getAnimations().length === 0")); // no half-faded colours
      // an idle page never answers the screenshot in software rendering: repaint meanwhile
      await exec(
        "let n=0;const s=document.documentElement.style;const t=setInterval(()=>{s.opacity=n++%2?'':'0.999';if(n>60){clearInterval(t);s.opacity=''}},30)",
      );
      await writeFile(file, Buffer.from(await request("GET", `${session}/screenshot`), "base64"));
    },
    close: async () => {
      try {
        await request("DELETE", session);
      } finally {
        stop();
      }
    },
  };
}
