/** The contracts of the scripts that steer sending: `relayout.lua`, `mxout.lua`. Governing text: VPOP3.md §4.1, §4.2, §9 C6–C8, C17. */
import { BASE, type Global, type Hook, type ScriptKind, type Source } from "./contract-types.ts";

const relayPage: Source = { document: "wiki-smtp-relay-control", heading: "Lua SMTP Relay Control" };
const mxPage = (heading: string): Source => ({ document: "wiki-smtp-mx-control", heading });
const manual = (heading: string): Source => ({ document: "manual-2007", heading });
const otherWiki = (heading: string): Source => ({ document: "wiki", heading });

const list = { listOf: "string" } as const;

/** What CheckFile of relayout.lua decides. */
const RELAY_ACTIONS = {
  SkipSend: { shape: "boolean", about: "not this time" },
  Priority: { shape: "number", about: "50 unless changed; higher goes first, equal ones keep their order" },
  Reason: { shape: "string", about: "for the log" },
} as const;

/** What CheckFile of mxout.lua decides. */
const MX_ACTIONS = {
  ...RELAY_ACTIONS,
  ForceRetry: { shape: "boolean", about: "try now, whatever the schedule says" },
  ForceLastTry: { shape: "boolean", about: "this attempt is the last one" },
} as const;

const filename = { name: "filename", shape: "string", about: "the message on disk" } as const;
const size = { name: "size", shape: "number", about: "bytes on disk" } as const;
const creationTime = { name: "creationTime", shape: "string", about: "entry into the queue, YYYYMMDDHHMMSS" } as const;
const envelopeAndHeader = [
  { name: "returnPath", shape: "string", about: "reverse-path" },
  { name: "recipients", shape: list, about: "forward-paths" },
  { name: "headerData", shape: "map", about: "header name → value; the last one of several" },
  { name: "headerLines", shape: list, about: "header lines as they are" },
] as const;

const boolean = (about: string, direction: Global["direction"], since: string, sources: readonly Source[]) =>
  ({ shape: "boolean", direction, about, since, edition: "all", documented: true, sources }) as const;
const number = (about: string, direction: Global["direction"], since: string, sources: readonly Source[]) =>
  ({ shape: "number", direction, about, since, edition: "all", documented: true, sources }) as const;
const string = (about: string, direction: Global["direction"], since: string, sources: readonly Source[]) =>
  ({ shape: "string", direction, about, since, edition: "all", documented: true, sources }) as const;

const modifyReturnPath = {
  parameters: [
    { name: "computedMailFrom", shape: "string", about: "reverse-path that will be used" },
    { name: "mailFrom", shape: "string", about: "reverse-path of the queued message" },
    { name: "originalMailFrom", shape: "string", about: "reverse-path as received" },
    { name: "authSender", shape: "string", about: 'authenticated user, "" if none' },
    { name: "recipients", shape: list, about: "forward-paths of this transaction" },
    { name: "creationTime", shape: "string", about: "YYYYMMDDHHMMSS" },
    { name: "headers", shape: list, about: "header lines" },
    { name: "size", shape: "number", about: "bytes" },
    { name: "senderIP", shape: "string", about: "address that the message came from" },
    { name: "subject", shape: "string", about: "Subject" },
    { name: "allRecipients", shape: list, about: "all forward-paths" },
  ],
  returns: [{ name: "returnPath", shape: "string", about: "new reverse-path", absent: "computedMailFrom" }],
  order: "position",
  when: "before a message is sent",
  since: "8.8",
  edition: "all",
  documented: true,
  sources: [otherWiki("lua_smtp_mx_control")],
} as const satisfies Hook;

export const RELAYOUT = {
  file: "relayout.lua",
  perUser: false,
  served: true,
  instance: "send",
  about: "Sending through a relay: which messages now, and in what order.",
  hooks: {
    Start: {
      parameters: [],
      returns: [],
      order: "position",
      when: "sending begins",
      since: BASE,
      edition: "all",
      documented: true,
      sources: [otherWiki("lua_smtp_relay_control")],
    },
    ServerConnected: {
      parameters: [],
      returns: [],
      order: "position",
      when: "the relay is connected",
      since: "6.7",
      edition: "all",
      documented: true,
      sources: [otherWiki("lua_smtp_relay_control")],
    },
    ReturnCodeHandler: {
      parameters: [
        { name: "lastCommand", shape: "string", about: "the command that was answered" },
        { name: "fullResponse", shape: "string", about: "the whole reply" },
        { name: "lastLine", shape: "string", about: "its last line" },
      ],
      returns: [{ name: "response", shape: "reply", about: "the reply to act on", absent: "fullResponse" }],
      order: "position",
      when: "each reply of the relay",
      since: "5.0",
      edition: "all",
      documented: true,
      sources: [otherWiki("lua_smtp_relay_control")],
    },
    CheckFile: {
      parameters: [
        filename,
        { name: "actions", shape: { record: RELAY_ACTIONS }, about: "what will happen" },
        size,
        creationTime,
        ...envelopeAndHeader,
      ],
      returns: [{ name: "actions", shape: { record: RELAY_ACTIONS }, about: "what shall happen", absent: "actions" }],
      order: "position",
      when: "a message is due; perhaps again while sending",
      since: "2.5.1",
      edition: "all",
      documented: true,
      sources: [relayPage, manual("Outgoing Mail - Relay – CheckFile()")],
    },
    ModifyReturnPath: { ...modifyReturnPath, documented: false },
  },
  globals: {
    senderid: number("number of the sender configuration, from 0", "in", "3.0.0L", [relayPage]),
    sendername: string("name of the sender configuration", "in", "3.0.0L", [relayPage]),
    UseBATV: boolean("tag the reverse-path", "in/out", "5.0", [otherWiki("lua_smtp_relay_control")]),
    MaxMessagesPerConnection: number("0: no limit", "in/out", "6.7", [otherWiki("lua_smtp_relay_control")]),
    MaxRecipientsPerConnection: number("0: no limit", "in/out", "6.7", [otherWiki("lua_smtp_relay_control")]),
    MaxRecipientsPerMessage: number("0: no limit", "in/out", "6.7", [otherWiki("lua_smtp_relay_control")]),
    ConnectedServer: string("the relay, set just before ServerConnected", "in", "6.7", [otherWiki("lua_smtp_relay_control")]),
  },
  since: "2.5.1",
  sources: [relayPage, manual("Outgoing Mail – SMTP Relay")],
} as const satisfies ScriptKind;

/** How ServerDetails wants the connection. Names as VPOP3 spells them. */
const SERVER_ACTIONS = {
  tryESMTP: { shape: "boolean", about: "begin with EHLO" },
  tryTLS: { shape: "boolean", about: "use STARTTLS where it is offered" },
  HELOname: { shape: "string", about: "name for HELO and EHLO" },
  useBATV: { shape: "boolean", about: "tag the reverse-path" },
  timeouts: { shape: "any", about: "table of timeouts" },
  returnAddressModifier: { shape: "any", about: "whether the reverse-path is changed" },
  defaultReturnAddress: { shape: "string", about: "reverse-path if it is changed" },
  nullReturnAddress: { shape: "string", about: "reverse-path instead of the null one" },
  allowDSN: { shape: "boolean", about: "ask for delivery status notifications where offered" },
  forceTLS: { shape: "number", about: "1: without TLS the connection fails; else 0", since: "6.17" },
  verifyCert: { shape: "number", about: "1: a bad certificate fails the connection; else 0", since: "6.17" },
  checkCertName: { shape: "string", about: "wildcard that the certificate's name must match", since: "6.17" },
  checkCertThumbprint: { shape: "string", about: "SHA-1 that the certificate must have", since: "6.17" },
} as const;

export const MXOUT = {
  file: "mxout.lua",
  perUser: false,
  served: false,
  instance: "send",
  about: "Sending straight to the recipients' servers.",
  hooks: {
    CheckFile: {
      parameters: [
        filename,
        { name: "actions", shape: { record: MX_ACTIONS }, about: "what will happen" },
        size,
        creationTime,
        { name: "retries", shape: "number", about: "attempts so far" },
        { name: "lastTryTime", shape: "string", about: 'last attempt, YYYYMMDDHHMMSS; "" if none' },
        ...envelopeAndHeader,
      ],
      returns: [{ name: "actions", shape: { record: MX_ACTIONS }, about: "what shall happen", absent: "actions" }],
      order: "position",
      when: "a message is about to be sent; perhaps again while sending",
      since: "2.5.1",
      edition: "all",
      documented: true,
      sources: [mxPage("Messages to be sent"), manual("Outgoing Mail - MX – CheckFile()")],
    },
    ServerDetails: {
      parameters: [
        {
          name: "parameters",
          shape: {
            record: {
              authsender: { shape: "string", about: 'authenticated user, "" if none' },
              originator: { shape: "string", about: "reverse-path" },
              server: { shape: "string", about: "the server to connect to" },
              domain: { shape: "string", about: "the recipients' domain" },
              length: { shape: "number", about: "bytes" },
              connnid: { shape: "number", about: "id of the sender configuration (sic)" },
              connid: { shape: "number", about: "the same, spelt right" },
              connection: { shape: "string", about: "name of the sender configuration" },
            },
          },
          about: "the message and its server",
        },
        { name: "headerLines", shape: list, about: "header lines as they are" },
        { name: "actions", shape: { record: SERVER_ACTIONS }, about: "how the connection will be made" },
      ],
      returns: [{ name: "actions", shape: { record: SERVER_ACTIONS }, about: "how it shall be made", absent: "actions" }],
      order: "position",
      when: "before each message",
      since: "6.5",
      edition: "all",
      documented: true,
      sources: [mxPage("Remote Server Settings")],
    },
    ParseURL: {
      parameters: [],
      returns: [],
      order: "position",
      when: "not stated",
      since: "8.0",
      edition: "all",
      documented: false,
      sources: [mxPage("ParseURL")],
    },
    ModifyReturnPath: modifyReturnPath,
  },
  globals: {
    ConnectionId: number("id of the sender configuration", "in", "8.8", [otherWiki("lua_smtp_mx_control")]),
    ConnectionName: string("name of the sender configuration", "in", "8.8", [otherWiki("lua_smtp_mx_control")]),
  },
  since: "2.5.1",
  sources: [mxPage("Lua SMTP MX Control"), manual("Outgoing Mail – SMTP MX")],
} as const satisfies ScriptKind;
