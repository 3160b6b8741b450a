/** The contract of `smtprules_N.lua`: the rules of SMTP service N. Governing text: VPOP3.md §3, §9 C3–C4, O4–O9. */
import type { Hook, ScriptKind, Source } from "./contract-types.ts";

const sources: readonly Source[] = [
  { document: "wiki-smtp-rules-script", heading: "Function Prototype" },
  { document: "manual", heading: "lua_smtp-rule-scripts" },
];

const list = { listOf: "string" } as const;

/** What a rule sees of the message. Fields that come from the header are empty before stage 3. */
const MESSAGE_DATA = {
  MailFrom: { shape: "string", about: "reverse-path" },
  ClientIPAddress: { shape: "string", about: "address of the client" },
  AuthUser: { shape: "string", about: 'authenticated user, "" if none' },
  HeaderFrom: { shape: "string", about: "address in From" },
  HeaderFromTextName: { shape: "string", about: "display name in From" },
  Subject: { shape: "string", about: "Subject" },
  Recipients: { shape: list, about: "forward-paths so far, at stage 2 with the current one last" },
  BccRecipients: { shape: list, about: "recipients that stand neither in To nor in Cc" },
  Header: { shape: list, about: "header lines" },
  Keywords: { shape: list, about: "IMAP4 keywords so far" },
} as const;

const rule = {
  parameters: [
    { name: "messageData", shape: { record: MESSAGE_DATA }, about: "the message so far" },
    { name: "size", shape: "number", about: "bytes; before stage 3 what MAIL said with SIZE, else 0" },
    { name: "stage", shape: "number", about: "1: MAIL FROM, 2: RCPT TO, 3: data" },
    { name: "headerModifiers", shape: list, about: "header modifiers so far" },
    { name: "ruleName", shape: "string", about: "name of the rule, or First, or Last" },
  ],
  returns: [
    {
      name: "action",
      shape: "number",
      about: "0 none, 1 accept, 2 reject, 3 redirect, 4 copy; all but 0 end the rules",
      absent: "0",
    },
    { name: "ruleNumber", shape: "number", about: "for the log", absent: "none" },
    { name: "ruleName", shape: "string", about: "for the log", absent: "ruleName" },
    {
      name: "extraData",
      shape: "string",
      about: "address to redirect (at stage 2 the recipient, else the message) or copy to, or text of the refusal",
      absent: '""',
    },
    { name: "headerModifiers", shape: list, about: "replaces the list", absent: "headerModifiers" },
    { name: "blockAddress", shape: "boolean", about: "block the client's address for a time", absent: "false" },
    { name: "disconnect", shape: "boolean", about: "drop the connection after the message", absent: "false" },
    { name: "hold", shape: "boolean", about: "hold the message", absent: "false" },
    { name: "temporary", shape: "boolean", about: "reject with 4xx", absent: "false" },
    { name: "keywords", shape: list, about: "IMAP4 keywords; replaces the list", absent: "messageData.Keywords" },
  ],
  order: "position",
  since: "6.5",
  edition: "all",
  documented: true,
  sources,
} as const;

export const SMTPRULES = {
  file: "smtprules_#.lua",
  perUser: false,
  served: true,
  instance: "session",
  about: "The rules of one SMTP service: after MAIL FROM, after each RCPT TO, after the data.",
  hooks: {
    First: { ...rule, when: "the rules begin at a stage" },
    Last: { ...rule, when: "no rule has ended the stage" },
    Start: { ...rule, when: "the rules begin at a stage; the manual's other name for First", supersededBy: "First" },
  } satisfies Record<string, Hook>,
  freeHooksLike: "First",
  globals: {},
  since: "6.5",
  sources,
} as const satisfies ScriptKind;
