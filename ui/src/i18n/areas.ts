import type content from "words/content";
import type channels from "words/channels";
import type errors from "words/errors";
import type help from "words/help";
import type home from "words/home";
import type inbox from "words/inbox";
import type insights from "words/insights";
import type kit from "words/kit";
import type people from "words/people";
import type practice from "words/practice";
import type shell from "words/shell";
import type states from "words/states";
import type system from "words/system";
import type tasks from "words/tasks";
import type wizard from "words/wizard";

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
