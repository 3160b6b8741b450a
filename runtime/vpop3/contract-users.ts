/**
 * The contracts of the scripts around users and delivery: `user_redirect.lua`, `passwordcheck.lua`, `errors.lua`, `signature.lua`,
 * `pop3clt.lua`. Governing text: VPOP3.md §5, §9 C11–C13.
 */
import { SMTPSVR } from "./contract-smtpsvr.ts";
import { BASE, type Global, type Hook, type ScriptKind, type Source } from "./contract-types.ts";

const manual = (heading: string): Source => ({ document: "manual-2007", heading });
const otherWiki = (heading: string): Source => ({ document: "wiki", heading });

const routingPage = [manual("Message Routing – MainDoRouting()")] as const;

const routed = <S extends Global["shape"], D extends Global["direction"]>(shape: S, direction: D, about: string) =>
  ({ shape, direction, about, since: "2.5.1", edition: "all", documented: true, sources: routingPage }) as const;

const redirection = {
  record: {
    Target: { shape: "string", about: "where the message goes" },
    Threshold: { shape: "number", about: "kilobytes" },
    Copy: { shape: "boolean", about: "a copy, not instead" },
    Bigger: { shape: "boolean", about: "for messages above the threshold" },
  },
} as const;

const settings = {
  parameters: [],
  returns: [],
  order: "position",
  when: "the settings of a user are shown",
  since: "2.5.1",
  edition: "all",
  documented: false,
  sources: [manual("Message Routing")],
} as const satisfies Hook;

export const USER_REDIRECT = {
  file: "user_redirect.lua",
  perUser: true,
  served: false,
  instance: "call",
  about: "Where a message for a local user goes.",
  hooks: {
    MainDoRouting: {
      parameters: [{ name: "userid", shape: "string", about: "the receiving user" }],
      returns: [],
      order: "position",
      when: "once for each receiving user, after the top level has run with the globals set",
      since: "2.5.1",
      edition: "all",
      documented: true,
      sources: routingPage,
    },
    MainGetSettings: settings,
    MailGetSettings: { ...settings, supersededBy: "MainGetSettings" },
  },
  globals: {
    ShouldForward: routed("boolean", "in/out", "forward at all (spam may be excluded)"),
    Assistants: routed("string", "in/out", "the user's assistants, separated by semicolons"),
    RedirectToAssistant: routed("boolean", "in/out", "only to the assistant, not to the mailbox"),
    SendToNormalRecipient: routed("boolean", "in/out", "to the mailbox"),
    Forwards: routed("string", "in/out", "the user's addresses to forward to"),
    UseForwards: routed("boolean", "in/out", "forward to them"),
    BigRedirect: routed(redirection, "in/out", "redirection of large messages"),
    SmallRedirect: routed(redirection, "in/out", "redirection of small messages"),
    MessageSize: routed("number", "in", "bytes"),
    SpamScore: routed("number", "in", "valid only if SpamScoreValid"),
    SpamScoreValid: routed("boolean", "in", "the spam filter gave a score"),
    Sender: routed("string", "in", "address of the sender"),
    User: routed("string", "in", "the receiving user"),
    Subject: routed("string", "in", "Subject"),
    UserSettings: routed("map", "in", "the user's own settings"),
    Headers1: routed("map", "in", "header name → value; the last one of several"),
    Headers2: routed({ listOf: "string" }, "in", "header lines in order"),
  },
  since: "2.5.1",
  sources: [manual("Message Routing")],
} as const satisfies ScriptKind;

export const PASSWORDCHECK = {
  file: "passwordcheck.lua",
  perUser: false,
  served: false,
  instance: "call",
  about: "Whether a new password is good enough.",
  hooks: {
    Check: {
      parameters: [
        { name: "username", shape: "string", about: "whose password" },
        { name: "password", shape: "string", about: "the new one" },
        { name: "minLength", shape: "number", about: "configured least length" },
      ],
      returns: [{ name: "allowed", shape: "boolean", about: "the password may be set", absent: "true" }],
      order: "position",
      when: "a user changes the password",
      since: BASE,
      edition: "all",
      documented: true,
      sources: [manual("Password Validation - Check()")],
    },
  },
  globals: {},
  since: BASE,
  sources: [manual("Password Validation")],
} as const satisfies ScriptKind;

const errorReturns = [
  { name: "subject", shape: "string", about: "subject of the notice", absent: "subject" },
  { name: "text", shape: "string", about: 'its text; "": no notice', absent: "text" },
  { name: "target", shape: "string", about: "who gets it", absent: "target" },
  { name: "sender", shape: "string", about: "who it comes from", absent: "sender" },
  { name: "force", shape: "boolean", about: "send it in any case", absent: "false" },
] as const;

export const ERRORS = {
  file: "errors.lua",
  perUser: false,
  served: false,
  instance: "call",
  about: "Notices about errors.",
  hooks: {
    ProcessMessage3: {
      parameters: [
        { name: "component", shape: "number", about: "1 sender, 2 collector, 4 …" },
        { name: "id", shape: "string", about: "which item failed" },
        { name: "type", shape: "number", about: "kind of error" },
        { name: "severity", shape: "number", about: "how bad" },
        { name: "error", shape: "string", about: "text of the error" },
        { name: "connectError", shape: "boolean", about: "while connecting" },
        { name: "titleId", shape: "number", about: "id of the title" },
        { name: "title", shape: "string", about: "title" },
        { name: "templateId", shape: "number", about: "id of the template" },
        { name: "message", shape: "string", about: "text" },
        { name: "target", shape: "string", about: 'who gets it; "": nobody' },
        { name: "sender", shape: "string", about: "who it comes from" },
      ],
      returns: errorReturns,
      order: "position",
      when: "a notice about an error is about to be made",
      since: "7.0",
      edition: "all",
      documented: true,
      sources: [otherWiki("error_handling_script")],
    },
    ProcessError: {
      parameters: [
        { name: "itemId", shape: "string", about: "which item failed" },
        { name: "errorText", shape: "string", about: "text of the error" },
        { name: "connectionError", shape: "boolean", about: "while connecting" },
        { name: "subjectId", shape: "number", about: "id of the subject" },
        { name: "subject", shape: "string", about: "subject" },
        { name: "formatId", shape: "number", about: "id of the text" },
        { name: "text", shape: "string", about: "text; %1, %2 … stand for the parameters" },
        { name: "parameters", shape: { listOf: "string" }, about: "what stands for %1, %2 …" },
        { name: "target", shape: "string", about: "who gets it" },
        { name: "sender", shape: "string", about: "who it comes from" },
      ],
      returns: errorReturns,
      order: "position",
      when: "a notice about an error is about to be made",
      since: BASE,
      edition: "all",
      documented: true,
      supersededBy: "ProcessMessage3",
      sources: [manual("Error Handling - ProcessError()")],
    },
  },
  globals: {},
  since: BASE,
  sources: [manual("Error Handling")],
} as const satisfies ScriptKind;

const signature = {
  parameters: [
    { name: "format", shape: "string", about: "HTML or PLAIN" },
    { name: "authUser", shape: "string", about: 'authenticated user, "" if none' },
    { name: "senderEmail", shape: "string", about: "address of the sender (may be forged)" },
    { name: "subject", shape: "string", about: "Subject", since: "6.0" },
    { name: "ldapAttributes", shape: "map", about: "attributes of the user", since: "6.0" },
  ],
  returns: [{ name: "signature", shape: "string", about: '"": as configured; <blank>: none', absent: "as configured" }],
  order: "position",
  edition: "all",
  documented: true,
} as const;

export const SIGNATURE = {
  file: "signature.lua",
  perUser: false,
  served: false,
  instance: "call",
  about: "The signature under what local users send.",
  hooks: {
    GetSignature: {
      ...signature,
      when: "a local user sends a message out",
      since: BASE,
      sources: [manual("Signature Generation – GetSignature()"), { document: "manual", heading: "lua_signature-script" }],
    },
    GetInternalSignature: {
      ...signature,
      when: "a local user sends a message to another one",
      since: "6.0",
      sources: [{ document: "manual", heading: "lua_signature-script" }],
    },
  },
  globals: {},
  since: BASE,
  sources: [manual("Signature Generation")],
} as const satisfies ScriptKind;

const session = (when: string) =>
  ({
    parameters: [],
    returns: [],
    order: "position",
    when,
    since: BASE,
    edition: "all",
    documented: false,
    sources: [otherWiki("lua_pop3_client_script")],
  }) as const satisfies Hook;

export const POP3CLT = {
  file: "pop3clt.lua",
  perUser: false,
  served: false,
  instance: "session",
  about: "Collecting mail from POP3 servers.",
  hooks: {
    Start: session("collecting begins"),
    DownloadRules: session("before each download"),
    StartMessage: session("a message begins"),
    MessageLineRaw: { ...SMTPSVR.hooks.MessageLineRaw, sources: [otherWiki("lua_pop3_client_script")] },
    MessageLine: { ...SMTPSVR.hooks.MessageLine, sources: [otherWiki("lua_pop3_client_script")] },
    EndMessage: session("a message has ended"),
    ProcessMessage: {
      ...SMTPSVR.hooks.ProcessMessage,
      sources: [manual("VPOP3 Helper Functions"), otherWiki("lua_pop3_client_script")],
    },
    End: session("collecting ends"),
  },
  globals: {},
  since: BASE,
  sources: [manual("VPOP3 Helper Functions"), otherWiki("lua_pop3_client_script")],
} as const satisfies ScriptKind;
