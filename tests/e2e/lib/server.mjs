// Starts the real engine with its pages: `hongyan serve` in a data folder of its own.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Longest wait for the engine to listen, or to end, on a machine that builds beside. */
const PATIENCE_MS = 30_000;

/** A data folder and the engine on it, which can be killed and started again under the same address. */
export class Engine {
  constructor(program) {
    this.program = program;
    this.folder = mkdtempSync(join(tmpdir(), "hongyan-e2e-"));
    this.port = 0;
    this.child = null;
    this.said = "";
  }

  /** Starts it; answers its address. */
  async start() {
    const home = this.folder;
    const env = { ...process.env, HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_CONFIG_HOME: join(home, "config") };
    delete env.DBUS_SESSION_BUS_ADDRESS; // the key stays in the folder: no keychain of this computer is asked
    const child = spawn(this.program, ["--data", join(home, "store"), "serve", "--port", String(this.port)], { env });
    this.child = child;
    child.stderr.on("data", (data) => (this.said += data));
    this.url = await new Promise((found, failed) => {
      let text = "";
      const timer = setTimeout(() => failed(new Error(`the engine does not listen: ${text}${this.said}`)), PATIENCE_MS);
      const end = (how) => {
        clearTimeout(timer);
        how();
      };
      child.stdout.on("data", (data) => {
        text += data;
        const address = /https?:\/\/127\.0\.0\.1:\d+/.exec(text);
        if (address) end(() => found(address[0]));
      });
      child.once("exit", (code) => end(() => failed(new Error(`the engine ended with ${code}: ${text}${this.said}`))));
    });
    this.port = Number(new URL(this.url).port);
    return this.url;
  }

  /** As a cut of power would: nothing is ended in order. */
  async kill() {
    await this.#end("SIGKILL");
  }

  /** Ends it in order and removes the folder. */
  async stop() {
    await this.#end("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(signal) {
    const child = this.child;
    this.child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
    await gone;
    clearTimeout(timer);
  }
}

/** Calls the engine as a page would, for making data that a journey starts from. */
export class Caller {
  constructor(url) {
    this.url = url;
    this.cookies = new Map();
  }

  async call(name, request = {}) {
    const response = await fetch(`${this.url}/rpc/${name}`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: this.url,
        cookie: [...this.cookies].map(([key, value]) => `${key}=${value}`).join("; "),
        "x-hongyan-csrf": this.cookies.get("hy_csrf") ?? "",
      },
      body: JSON.stringify(request),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(";");
      this.cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const answer = await response.json();
    if (!response.ok) throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer;
  }

  /** Asks until `is` holds for the answer. */
  async until(name, request, is, limitMs = 60_000) {
    const end = Date.now() + limitMs;
    for (;;) {
      const answer = await this.call(name, request);
      if (is(answer)) return answer;
      if (Date.now() > end) throw new Error(`${name} did not come to be so: ${JSON.stringify(answer).slice(0, 2000)}`);
      await new Promise((next) => setTimeout(next, 100));
    }
  }
}
