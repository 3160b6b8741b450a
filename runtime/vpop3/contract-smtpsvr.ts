/** The contract of `smtpsvr.lua`: one instance for each SMTP session. Governing text: VPOP3.md §2, §9. */
import { BASE, type Global, type Hook, type ScriptKind, type Source } from "./contract-types.ts";

const wiki = (heading: string): Source => ({ document: "wiki-smtp-server-script", heading });
const manual = (heading: string): Source => ({ document: "manual-2007", heading });

const globalsHeading: readonly Source[] = [wiki("SMTP Server Global Variables"), manual("SMTP Server Global Variables")];
const newGlobal: readonly Source[] = [wiki("SMTP Server Global Variables")];
const startHeading: readonly Source[] = [wiki("Start()"), manual('SMTP Server "Start()"')];

const reply = (absent: string) =>
  ({ name: "reply", shape: "reply", about: 'SMTP reply with its code; "" for the standard one', absent }) as const;
const standard = [reply("the standard reply")] as const;

const addresses = { listOf: "string" } as const;

const command = (name: string) =>
  ({
    parameters: [],
    returns: standard,
    order: "position",
    when: `the client sends ${name}`,
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki(`Do${name}()`), manual(`SMTP Server - Do${name}()`)],
  }) as const satisfies Hook;

const expansion = (name: string) =>
  ({
    parameters: [
      { name: "recipients", shape: addresses, about: "what the argument expands to" },
      { name: "currentResponse", shape: "string", about: "the reply that goes out if the script does nothing" },
    ],
    returns: [reply("currentResponse")],
    order: "position",
    when: `the client sends ${name}`,
    since: "5.0",
    edition: "all",
    documented: true,
    sources: [wiki(`Do${name}()`)],
  }) as const satisfies Hook;

/** What a message looks like to the hooks that judge its recipients. */
const recipientParameters = [
  { name: "recipients", shape: addresses, about: "forward-paths of the envelope" },
  { name: "to", shape: addresses, about: "addresses in To" },
  { name: "cc", shape: addresses, about: "addresses in Cc" },
  { name: "bcc", shape: addresses, about: "recipients that stand neither in To nor in Cc" },
  { name: "senderIP", shape: "string", about: "address of the client" },
  { name: "authSender", shape: "string", about: 'authenticated user, "" if none' },
  { name: "sender", shape: "string", about: "reverse-path" },
  { name: "subject", shape: "string", about: "Subject" },
  { name: "locallySent", shape: "boolean", about: "true: sent by a local user; false: incoming" },
  { name: "size", shape: "number", about: "bytes" },
] as const;

const lineHook = (name: string, about: string) =>
  ({
    parameters: [{ name: "line", shape: "string", about }],
    returns: [{ name: "line", shape: "string", about: "the line to use instead", absent: "the line stays" }],
    order: "position",
    when: "each line of the message",
    since: "5.0",
    edition: "all",
    documented: false,
    sources: [wiki(`${name}()`)],
  }) as const satisfies Hook;

const mark = (name: string, when: string) =>
  ({
    parameters: [],
    returns: [],
    order: "position",
    when,
    since: "5.0",
    edition: "all",
    documented: false,
    sources: [wiki(`${name}()`)],
  }) as const satisfies Hook;

const logger = (name: string, when: string) =>
  ({
    parameters: recipientParameters,
    returns: [],
    order: "position",
    when,
    since: "6.3",
    edition: "enterprise",
    documented: false,
    sources: [wiki(`${name}()`)],
  }) as const satisfies Hook;

/** One MIME section as ProcessMessage sees it. Offsets count bytes from the start of the message, from 0 (VPOP3.md §9 O15). */
const MIME_SECTION = {
  Path: { shape: "string", about: "IMAP path, such as 1.2" },
  ContentType: { shape: "string", about: "main type, such as text" },
  ContentSubtype: { shape: "string", about: "subtype, such as plain" },
  ContentTypeFilename: { shape: "string", about: "name in Content-Type" },
  ContentDisposition: { shape: "string", about: 'inline, attachment or ""' },
  ContentDispositionFilename: { shape: "string", about: "filename in Content-Disposition" },
  Start: { shape: "number", about: "offset of the section's first byte" },
  End: { shape: "number", about: "offset after the section's last byte" },
} as const;

const ATTACHMENT = {
  MIMESection: { shape: "number", about: "index into the list of sections, from 1" },
  Name: { shape: "string", about: "file name" },
  MIMEType: { shape: "string", about: "such as application/pdf" },
  Size: { shape: "number", about: "bytes" },
  Type: { shape: "string", about: "MIME, UUE, BINHEX, MIMEUUE, MIMEBINHEX or TNEF" },
} as const;

const MESSAGE_ACTIONS = {
  SendToOriginalRecipients: { shape: "boolean", about: "deliver to the recipients of the envelope" },
  Delete: { shape: "boolean", about: "with Ignore: refuse with 5xx" },
  Ignore: { shape: "boolean", about: "do not process; without Delete: accept and drop" },
  Reason: { shape: "string", about: "text for the log and for a refusal" },
  Recipients: { shape: addresses, about: "further recipients, or the only ones if SendToOriginalRecipients is false" },
  HeaderModifiers: {
    shape: addresses,
    about:
      "whole header lines: `Name: value` replaces or adds one, `Name:` removes it; `-` before it adds at the start, `+` at the end, `#` removes where the value, a regular expression, matches",
  },
} as const;

const hooks = {
  Start: {
    parameters: [],
    returns: [reply("the standard greeting")],
    order: "position",
    when: "the session begins, before the greeting; 4xx or 5xx ends it",
    since: BASE,
    edition: "all",
    documented: true,
    sources: startHeading,
  },
  RBLResults: {
    parameters: [],
    returns: [reply("the greeting that Start chose")],
    order: "position",
    when: "the block lists have answered; 4xx or 5xx ends the session",
    since: BASE,
    edition: "enterprise",
    documented: true,
    sources: [wiki("SMTP Server - RBLResults()"), manual("SMTP Server - RBLResults()")],
  },
  LoadLimits: {
    parameters: [],
    returns: [],
    order: "position",
    when: "a client connects; nothing that it does has an effect of its own, globals it changes hold",
    since: "8.7",
    edition: "enterprise",
    documented: false,
    sources: [{ document: "wiki", heading: "lua_smtp_server_script" }],
  },
  GetMaxMessageSize: {
    parameters: [
      { name: "hostname", shape: "string", about: "address of the client at the start, then the argument of HELO or EHLO" },
      { name: "currentMaxSize", shape: "number", about: "bytes; 0: no limit" },
    ],
    returns: [{ name: "maxSize", shape: "number", about: "bytes; 0: no limit", absent: "currentMaxSize" }],
    order: "position",
    when: "the session begins, and at HELO and EHLO",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("GetMaxMessageSize()"), manual("SMTP Server - GetMaxMessageSize()")],
  },
  GetEHLOCapabilities: {
    parameters: [
      { name: "hostname", shape: "string", about: "argument of EHLO" },
      { name: "currentCapabilities", shape: "string", about: "one keyword with its parameters a line" },
    ],
    returns: [
      { name: "capabilities", shape: "lines", about: "with or without 250- before each line", absent: "currentCapabilities" },
    ],
    order: "position",
    when: "the client sends EHLO",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("GetEHLOCapabilities"), manual("SMTP Server - GetEHLOCapabilities")],
  },
  DoHELO: {
    parameters: [
      { name: "hostname", shape: "string", about: "argument of HELO or EHLO" },
      { name: "bRefuse", shape: "boolean", about: "the server is going to refuse already" },
      { name: "bEHLO", shape: "boolean", about: "EHLO, not HELO" },
    ],
    returns: [{ name: "bRefuse", shape: "boolean", about: "refuse the command", absent: "bRefuse" }, reply("the standard reply")],
    order: "position",
    when: "the client sends HELO or EHLO",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("DoHELO()"), manual("SMTP Server - DoHELO()")],
  },
  DoHELP: {
    parameters: [{ name: "helpText", shape: "string", about: "the text that goes out if the script does nothing" }],
    returns: [{ name: "reply", shape: "reply", about: "new text, with or without code", absent: "helpText" }],
    order: "position",
    when: "the client sends HELP",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("DoHELP()"), manual("SMTP Server - DoHELP()")],
  },
  DoQUIT: command("QUIT"),
  DoNOOP: command("NOOP"),
  DoRSET: command("RSET"),
  DoVRFY: expansion("VRFY"),
  DoEXPN: expansion("EXPN"),
  DoMAILFROM: {
    parameters: [
      { name: "data", shape: "string", about: "all that follows MAIL FROM:" },
      { name: "mailFrom", shape: "string", about: 'the reverse-path without <>; "" for the null one' },
      { name: "parameters", shape: "map", about: 'ESMTP parameters, names in capitals; "" where there is no value' },
      {
        name: "spfResult",
        shape: "string",
        about: 'pass, fail, softfail, neutral, none, temperror, permerror, or ""',
        since: "5.0",
      },
      { name: "authSender", shape: "string", about: 'authenticated user, "" if none', since: "5.0" },
    ],
    returns: [
      {
        name: "parameters",
        shape: "map",
        about: "new parameters: RET, ENVID and MAILFROM (the new reverse-path) hold",
        absent: "parameters",
      },
      reply("accept"),
    ],
    order: "type",
    when: "a valid MAIL FROM",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("DoMAILFROM()"), manual("SMTP Server - DoMAILFROM()")],
  },
  DoRCPTTO: {
    parameters: [
      { name: "data", shape: "string", about: "all that follows RCPT TO:" },
      { name: "recipient", shape: "string", about: "the forward-path without <>" },
      { name: "parameters", shape: "map", about: 'ESMTP parameters, names in capitals; "" where there is no value' },
      { name: "recipients", shape: addresses, about: "those accepted before, without this one" },
    ],
    returns: [
      { name: "parameters", shape: "map", about: "new parameters: NOTIFY and ORCPT hold", absent: "parameters" },
      reply("accept"),
    ],
    order: "type",
    when: "a valid RCPT TO",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("DoRCPTTO()"), manual("SMTP Server - DoRCPTTO()")],
  },
  DoDATAStart: {
    parameters: [{ name: "recipients", shape: addresses, about: "forward-paths of the envelope" }],
    returns: [
      reply("go on"),
      { name: "headerLines", shape: "lines", about: "lines to put before the header", absent: "none are added" },
    ],
    order: "position",
    when: "a valid DATA, before 354",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("DoDATAStart()"), manual("SMTP Server - DoDATAStart()")],
  },
  DoUnrecognised: {
    parameters: [{ name: "line", shape: "string", about: "the command line as it came" }],
    returns: [reply("the standard 500")],
    order: "position",
    when: "an unknown command",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("DoUnrecognised()"), manual("SMTP Server - DoUnrecognised()")],
  },
  StartMessage: mark("StartMessage", "the content of a message begins"),
  MessageLineRaw: lineHook("MessageLineRaw", "as received, without its line end"),
  MessageLine: lineHook("MessageLine", "after processing, without its line end"),
  EndMessage: mark("EndMessage", "the content of a message has ended"),
  CheckRecipients: {
    parameters: recipientParameters,
    returns: [reply("the recipients are allowed")],
    order: "position",
    when: "the whole message is there; 4xx or 5xx refuses it",
    since: "6.3",
    edition: "enterprise",
    documented: true,
    sources: [wiki("CheckRecipients()")],
  },
  MonitorBcc: {
    parameters: recipientParameters,
    returns: [],
    order: "position",
    when: "a message with blind copies was judged; what it returns has no effect, no document says what it could be",
    since: "6.3",
    edition: "enterprise",
    documented: false,
    sources: [wiki("MonitorBcc()")],
  },
  LogRecipients: logger("LogRecipients", "the end of a message"),
  LogRecipientsBlocked: logger("LogRecipientsBlocked", "the end of a message of which recipients were blocked"),
  ProcessMessage: {
    parameters: [
      { name: "mailFrom", shape: "string", about: "the reverse-path" },
      { name: "subject", shape: "string", about: "Subject" },
      { name: "recipients", shape: addresses, about: "forward-paths of the envelope" },
      { name: "actions", shape: { record: MESSAGE_ACTIONS }, about: "what will happen to the message" },
      { name: "mime", shape: { listOf: { record: MIME_SECTION } }, about: "MIME structure" },
      { name: "size", shape: "number", about: "bytes" },
      { name: "attachments", shape: { listOf: { record: ATTACHMENT } }, about: "attachments" },
    ],
    returns: [
      { name: "actions", shape: { record: MESSAGE_ACTIONS }, about: "what shall happen", absent: "actions" },
      { name: "result", shape: "string", about: "ignored since 7.0", absent: "nothing" },
    ],
    order: "position",
    when: "the whole message is there",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("ProcessMessage()"), manual("SMTP Server - ProcessMessage()")],
  },
  End: {
    parameters: [],
    returns: [],
    order: "position",
    when: "the session ends, however it ends",
    since: BASE,
    edition: "all",
    documented: true,
    sources: [wiki("End()"), manual("SMTP Server - End()")],
  },
} as const satisfies Record<string, Hook>;

const row = <S extends Global["shape"], D extends Global["direction"]>(shape: S, direction: D, since: string, about: string) =>
  ({
    shape,
    direction,
    about,
    since,
    edition: "all",
    documented: true,
    sources: since === BASE ? globalsHeading : newGlobal,
  }) as const;

const rbl = <S extends Global["shape"]>(shape: S, about: string) =>
  ({
    shape,
    direction: "in/out",
    about,
    since: BASE,
    edition: "enterprise",
    documented: false,
    sources: globalsHeading,
  }) as const;

const globals = {
  IPAddress: row("string", "in", BASE, "address of the client"),
  ValidClientAddress: row("boolean", "in/out", BASE, "the client is in an allowed range"),
  LocalClientAddress: row("boolean", "in/out", BASE, "the client may relay by its address alone"),
  AuthenticationRequired: row("boolean", "in/out", BASE, "the client must authenticate"),
  AllowedUsers: row("string", "in/out", BASE, 'users allowed from this client, separated by spaces; "": all'),
  AuthenticatedUser: row("string", "in", "5.0", "user authenticated by SMTP or by POP3 before SMTP"),
  SMTPAuthenticatedUser: row("string", "in", "5.0", "user authenticated by SMTP"),
  ForceDisconnect: row(
    "boolean",
    "in/out",
    "5.0",
    "drop the connection as soon as possible; a message half received is not kept",
  ),
  UseBATV: row("boolean", "in/out", "5.0", "use bounce address tag validation"),
  MaxRecipientsPerLocalMessage: row("number", "in/out", "6.0", "limit for messages of local users; 0: none"),
  MaxRecipientsPerIncomingMessage: row("number", "in/out", "6.0", "limit for incoming messages; 0: none"),
  MaxMessagesPerLocalSession: row("number", "in/out", "6.0", "limit for sessions of local users; 0: none"),
  MaxLineLength: row("number", "in/out", "6.0", "bytes in a line of a message; 0: no limit"),
  AddUserAddresses: row("boolean", "in/out", "6.0", "remember the recipients of local users for completion"),
  ServerID: row("number", "in", "6.5", "id of the SMTP service"),
  ServerName: row("string", "in", "6.5", "name of the SMTP service"),
  Encryption: row("boolean", "in", "7.10", "the connection is encrypted"),
  EncryptionDetails: row("string", "in", "7.10", 'TLS version and cipher, "" if not encrypted'),
  CheckRBL: rbl("boolean", "ask the block lists"),
  RBLFound: rbl("boolean", "a block list knows the client"),
  RBLBlackhole: rbl("boolean", "accept messages of listed clients and drop them"),
  RBLAccept: rbl("boolean", "accept messages of listed clients"),
  RBLRedirect: rbl("string", 'address that gets the messages of listed clients; "": none'),
  RBLRejectMessage: rbl("string", "text of the refusal"),
  RBLHeader: rbl("string", "header line to add to messages of listed clients"),
  RBLServers: { ...rbl(addresses, "block lists to ask"), only: "Start", documented: true, sources: startHeading },
  RBLWhitelist: {
    ...rbl(addresses, "clients that are never looked up; * and ? match"),
    only: "Start",
    documented: true,
    sources: startHeading,
  },
  RBLCheckAllServers: {
    ...rbl("boolean", "ask all lists, not only until the first match"),
    only: "Start",
    documented: true,
    sources: startHeading,
  },
  RBLResultInfo: {
    shape: { mapOf: "number" },
    direction: "in",
    about: "block list → its answer as a little-endian number (127.0.0.1 is 16777343)",
    since: "2.1.0a",
    edition: "enterprise",
    documented: true,
    only: "RBLResults",
    sources: [wiki("SMTP Server - RBLResults()"), manual("SMTP Server - RBLResults()")],
  },
} as const satisfies Record<string, Global>;

export const SMTPSVR = {
  file: "smtpsvr.lua",
  perUser: false,
  served: true,
  instance: "session",
  about: "Every connection to the SMTP service, from locals and from outside.",
  hooks,
  globals,
  since: BASE,
  sources: [wiki("SMTP Server Lua Scripting"), manual("SMTP Server Script")],
} as const satisfies ScriptKind;
