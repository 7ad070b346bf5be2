import type { Same } from "../same";
import type zh from "../zh-CN/help";

const en: Same<typeof zh> = {
  title: "Help",
  lead: "Written for the counter. One thing on each page.",
  search: "Search the help",
  none: "Nothing found for “{{search}}”",
  noneWords: "Try another word, such as “undo”, “opt out” or “dead number”.",
  list: "Help pages",
  steps: "Steps",
  keys: "Press ? for the shortcuts at any time.",
  pages: {
    first: {
      title: "Sending for the first time",
      words: "practice list import wizard start",
      body: "Practise once: practice messages reach virtual handsets only, disturb nobody and cost nothing.\n1. Press “New sending” or Ctrl+N.\n2. Write the text or choose a template. What differs from person to person stands in braces, such as {name|customer}; what follows the bar is used where there is no value.\n3. Drop the Excel file and see which column holds the numbers.\n4. Look at the check-up: malformed, repeated, blacklisted and opted-out people are listed; what can be mended is one click away.\n5. Look at preview and cost, and send it to yourself first.\n6. Press “Send”. Undo in time and nothing leaves at all.",
    },
    list: {
      title: "How to prepare a list",
      words: "Excel WPS header column number repair encoding",
      body: "Excel, WPS, CSV and TXT all do; the first row should hold the names of the columns. Spaces, +86, full-width digits and notations such as 1.38E+10 are repaired and told row by row.\nRows that cannot be understood stop nobody: the check-up lists them with cell and reason; download the corrected list, mend it and import it again.\nWhen Excel holds the file, save and close it there first. When Chinese comes out wrong, choose GB18030 or UTF-8 as the encoding.",
    },
    states: {
      title: "What each state means",
      words: "submitted delivered failed receipt doubt",
      body: "Submitted: the carrier took it and has not said whether the phone got it. Submitted is not delivered.\nDelivered: the carrier says the phone has it.\nFailed: the carrier says it did not arrive; cause and advice stand beside it.\nNo receipt: the carrier said nothing for 72 hours, so nobody can be sure.\nUnknown result: the line was cut at the moment of submitting. The program does not send again by itself, so that nobody gets it twice; you decide.\nNot sent: by rule, such as opt-outs, the blacklist and dead numbers.",
    },
    undo: {
      title: "Something wrong was sent",
      words: "undo stop pause recall",
      body: "Press “Undo” during the countdown: nothing leaves and the content is a draft again.\nWhen the countdown is over, press “Stop”: nothing new is submitted after 2 seconds; what was submitted cannot be called back.\nIf in doubt, pause first, then go on or stop.",
    },
    resend: {
      title: "Sending again to those who failed",
      words: "resend retry failed dead off",
      body: "Open the task and look at the failures. Those that may be sent again (switched off, busy, no route) are one button away; it makes a new task for these people alone.\nDead numbers, opt-outs and the blacklist are not sent again: it would not arrive and may bring complaints. Dead numbers can be taken out of the list.\nWhoever got it never gets it twice.",
    },
    optout: {
      title: "Somebody opts out",
      words: "opt out refuse blacklist complaint",
      body: "A reply such as R or TD, or the Chinese words for refusing, is recorded at once, and running tasks leave the person out.\nReplies that may be an opt-out wait in the inbox for your decision.\nWhen somebody asks by telephone, add the number under “Blacklist and opt-outs”.",
    },
    person: {
      title: "Did this person get it?",
      words: "look up number complaint Ctrl+K",
      body: "Press Ctrl+K, paste the number, press Enter. You see every message to that person, whether it arrived and why not, what came back, and whether the number is on a list.",
    },
    replies: {
      title: "Where replies are",
      words: "reply inbox answer",
      body: "In the inbox, by person, with what was sent to them. Write the answer right below. Where the sender number has no extension digits, number and time tell which task a reply belongs to.",
    },
    report: {
      title: "Handing in a report",
      words: "report export Excel statistics",
      body: "Open the task, press “Report” and choose Excel or CSV. It holds the summary with charts, each person's result and the causes of failures. Numbers are masked unless you ask for whole ones; keep those safe.\nFinished reports are in the report centre and are deleted after a while.",
    },
    channel: {
      title: "Connecting a real channel",
      words: "CMPP channel carrier account password login IP",
      body: "Ask the carrier or reseller for: gateway address and port, account, password, sender number, version, window and speed, and for this computer's outgoing address to be allowed.\nUnder “Channels” press “Connect a channel”, fill it in and try the login first. A refusal is explained, such as a wrong password or an address that is not allowed.\nReal and practice channels never mix: in practice a striped bar stands at the top and the send button looks different.",
    },
    safety: {
      title: "Safety of the data",
      words: "backup encryption password restore power",
      body: "The data is in one encrypted file on this computer and cannot be opened elsewhere. A power cut or a killed program loses no recorded result and sends nothing twice.\nMake backups regularly under “System › Data and backup”, keep them on another disk and remember the passphrase.\nLock the computer when you leave.",
    },
    keyboard: {
      title: "By keyboard alone",
      words: "shortcut keyboard Tab Ctrl Alt",
      body: "Ctrl+K opens the command palette, which understands pinyin initials, such as fsrw. Ctrl+N starts a sending, Ctrl+Shift+N a message to one person, Ctrl+Enter goes to the next step, Alt+1 to Alt+9 change the page, F2 edits, Esc goes back, ? shows all shortcuts.\nIn tables ↑ and ↓ move, Enter opens, Space selects.",
    },
  },
};

export default en;
