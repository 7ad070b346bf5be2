import type content from "./zh-CN/content";
import type channels from "./zh-CN/channels";
import type errors from "./zh-CN/errors";
import type help from "./zh-CN/help";
import type home from "./zh-CN/home";
import type inbox from "./zh-CN/inbox";
import type insights from "./zh-CN/insights";
import type kit from "./zh-CN/kit";
import type people from "./zh-CN/people";
import type practice from "./zh-CN/practice";
import type shell from "./zh-CN/shell";
import type states from "./zh-CN/states";
import type system from "./zh-CN/system";
import type tasks from "./zh-CN/tasks";
import type wizard from "./zh-CN/wizard";

/** The words of every area, as the Chinese source has them. */
export interface Areas {
  kit: typeof kit;
  shell: typeof shell;
  errors: typeof errors;
  states: typeof states;
  wizard: typeof wizard;
  tasks: typeof tasks;
  people: typeof people;
  inbox: typeof inbox;
  content: typeof content;
  insights: typeof insights;
  channels: typeof channels;
  practice: typeof practice;
  system: typeof system;
  help: typeof help;
  home: typeof home;
}

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "shell";
    resources: Areas;
    returnNull: false;
  }
}
