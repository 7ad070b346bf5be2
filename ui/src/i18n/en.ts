import type { Words } from "./zh-CN";

export const en: Words = {
  "app.name": "Hongyan",
  "app.kind": "Converged messaging console",
  "app.motto": "Every message is answered for.",
  "engine.title": "Engine",
  "engine.ready": "The engine is ready",
  "engine.starting": "Connecting to the engine…",
  "engine.failed": "The engine did not answer",
  "engine.version": "Engine version",
  "engine.retry": "Connect again",
  "engine.commandLine": "In this version, importing, sending and reports are done in the command line program hongyan.",
  "settings.language": "Language",
  "settings.theme": "Appearance",
  "theme.system": "System",
  "theme.light": "Light",
  "theme.dark": "Dark",
};
