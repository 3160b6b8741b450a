/**
 * What VPOP3 adds to Lua's libraries, what it takes away, and what safety mode takes away on top.
 * Governing text: VPOP3.md §1.2, §6, §9 C9, C10, C16.
 */
import { BASE, type Helper, type Source } from "./contract-types.ts";

const manual = (heading: string): readonly Source[] => [{ document: "manual-2007", heading }];
const otherWiki = (heading: string): readonly Source[] => [{ document: "wiki", heading }];

const text = (name: string, about: string) => ({ name, shape: "string", about }) as const;
const count = (name: string, about: string) => ({ name, shape: "number", about }) as const;
const always = { available: "always", waits: false, since: BASE } as const;
const onMessage = { available: "message", waits: false, since: BASE } as const;

const expanded = {
  record: {
    Name: { shape: "string", about: "mailbox or address" },
    List: { shape: "boolean", about: "it is a list" },
    DeferredExpansion: { shape: "boolean", about: "the list is not expanded yet; only for lists" },
    Remote: { shape: "boolean", about: "not on this server" },
    Forwarded: { shape: "boolean", about: "forwarded within the LAN" },
  },
} as const;

const dnsRecord = {
  record: {
    Domain: { shape: "string", about: "owner name" },
    Section: { shape: "string", about: "AN, NS or AR" },
    Type: { shape: "string", about: "A, NS, CNAME, MX, TXT, PTR, SOA, SRV, or the number" },
    TTL: { shape: "number", about: "seconds" },
    Value: { shape: "string", about: "the record's value" },
    MXPriority: { shape: "number", about: "MX only" },
    Serial: { shape: "number", about: "SOA only" },
    Refresh: { shape: "number", about: "SOA only" },
    Retry: { shape: "number", about: "SOA only" },
    Expiry: { shape: "number", about: "SOA only" },
    MinimumTTL: { shape: "number", about: "SOA only" },
    PrimaryNS: { shape: "string", about: "SOA only" },
    ResponsibleEmail: { shape: "string", about: "SOA only" },
  },
} as const;

const page = {
  record: {
    Host: { shape: "string", about: "server" },
    File: { shape: "string", about: "path" },
    Headers: { shape: { listOf: "string" }, about: "header lines" },
    Body: { shape: { listOf: "string" }, about: "lines of the body" },
    ErrorInfo: { shape: "string", about: "what went wrong" },
    HTTPResult: { shape: "number", about: "such as 200" },
    StatedLength: { shape: "number", about: "Content-Length" },
    ActualLength: { shape: "number", about: "bytes received" },
  },
} as const;

const directoryEntry = {
  record: {
    Size: { shape: "number", about: "bytes" },
    Attributes: { shape: "string", about: "letters of A C D E H R S" },
    Creation: { shape: "string", about: "YYYYMMDDHHMMSS" },
    LastAccess: { shape: "string", about: "YYYYMMDDHHMMSS" },
    LastWrite: { shape: "string", about: "YYYYMMDDHHMMSS" },
  },
} as const;

const messageLines = {
  parameters: [count("lines", "how many")],
  results: [
    {
      when: "always",
      values: [
        { name: "lines", shape: "number" },
        { name: "text", shape: "string" },
      ],
    },
  ],
  about: "The next lines of the message; fewer at its end.",
  ...onMessage,
} as const;

const messagePart = (about: string) =>
  ({
    parameters: [text("path", "IMAP path, such as 1.2")],
    results: [
      { when: "there is such a part", values: [{ name: "content", shape: "string" }] },
      { when: "there is none", values: [{ name: "content", shape: "nil" }] },
    ],
    about,
    ...onMessage,
  }) as const;

const bytes = { name: "bytes", shape: { listOf: "number" } } as const;
const hashes = { available: "always", waits: false, since: "8.7" } as const;

/** Every function that VPOP3 adds, by its full name. */
export const HELPERS = {
  "VPOP3.GetSetting": {
    parameters: [text("name", "name of the setting")],
    results: [
      {
        when: "it exists",
        values: [
          { name: "found", shape: "true" },
          { name: "value", shape: "string" },
        ],
      },
      {
        when: "it does not",
        values: [
          { name: "found", shape: "false" },
          { name: "value", shape: "nil" },
        ],
      },
    ],
    about: "Reads a global setting.",
    ...always,
    sources: manual("VPOP3.GetSetting()"),
  },
  "VPOP3.SetSetting": {
    parameters: [text("name", "name of the setting"), text("value", "its new value")],
    results: [{ when: "always", values: [{ name: "exists", shape: "boolean" }] }],
    about: "Writes a global setting that exists.",
    ...always,
    sources: manual("VPOP3.SetSetting()"),
  },
  "VPOP3.GetUserList": {
    parameters: [],
    results: [{ when: "always", values: [{ name: "users", shape: { listOf: "string" } }] }],
    about: "The names of all users, in no order.",
    ...always,
    sources: manual("VPOP3.GetUserList()"),
  },
  "VPOP3.GetUserSetting": {
    parameters: [text("user", "name of the user"), text("name", "name of the setting")],
    results: [
      { when: "it exists", values: [{ name: "value", shape: "string" }] },
      { when: "it does not", values: [{ name: "value", shape: "nil" }] },
    ],
    about: "Reads a setting of a user.",
    ...always,
    sources: manual("VPOP3.GetUserSetting()"),
  },
  "VPOP3.SetUserSetting": {
    parameters: [text("user", "name of the user"), text("name", "name of the setting"), text("value", "its new value")],
    results: [{ when: "always", values: [{ name: "exists", shape: "boolean" }] }],
    about: "Writes a setting of a user.",
    ...always,
    sources: manual("VPOP3.SetUserSetting()"),
  },
  "VPOP3.ExpandAddress": {
    parameters: [text("address", "the address"), count("inMail", "index of the collector; -1 for SMTP")],
    results: [{ when: "always", values: [{ name: "recipients", shape: { listOf: expanded } }] }],
    about: "Who gets what is sent to an address: mappings and lists expanded.",
    ...always,
    sources: manual("VPOP3.ExpandAddress()"),
  },
  "VPOP3Net.GetDNSRecords": {
    parameters: [
      text("domain", "name to look up"),
      count("type", "1 A, 2 NS, 5 CNAME, 6 SOA, 11 WKS, 12 PTR, 15 MX, 16 TXT"),
      { ...text("servers", "addresses separated by semicolons"), optional: true },
    ],
    results: [
      {
        when: "an answer",
        values: [
          { name: "records", shape: { listOf: dnsRecord } },
          { name: "ok", shape: "true" },
        ],
      },
      {
        when: "none",
        values: [
          { name: "errorCode", shape: "number" },
          { name: "ok", shape: "false" },
        ],
      },
    ],
    about: "DNS records of the first server that answers. The status comes second.",
    ...always,
    waits: true,
    sources: manual("VPOP3Net.GetDNSRecords()"),
  },
  "VPOP3Net.GetHTTP": {
    parameters: [text("url", "the page")],
    results: [
      {
        when: "an answer",
        values: [
          { name: "ok", shape: "true" },
          { name: "page", shape: page },
        ],
      },
      {
        when: "none",
        values: [
          { name: "ok", shape: "false" },
          { name: "page", shape: "nil" },
        ],
      },
    ],
    about: "Fetches a web page.",
    ...always,
    waits: true,
    sources: manual("VPOP3Net.GetHTTP()"),
  },
  "VPOP3Net.GetWHOIS": {
    parameters: [text("server", "WHOIS server"), text("query", "the question")],
    results: [
      {
        when: "an answer",
        values: [
          { name: "ok", shape: "true" },
          { name: "text", shape: "string" },
        ],
      },
      {
        when: "none",
        values: [
          { name: "ok", shape: "false" },
          { name: "detail", shape: "string" },
        ],
      },
    ],
    about: "Asks a WHOIS server.",
    ...always,
    waits: true,
    sources: manual("VPOP3Net.GetWHOIS()"),
  },
  "VPOP3.GetMessagePart": {
    ...messagePart("A part of the message with its header, not decoded."),
    sources: manual("VPOP3.GetMessagePart()"),
  },
  "VPOP3.GetMessagePartHeader": {
    ...messagePart("The header of a part."),
    since: "6.0",
    sources: otherWiki("VPOP3.GetMessagePartHeader"),
  },
  "VPOP3.GetMessagePartBody": {
    ...messagePart("The body of a part, not decoded."),
    since: "6.0",
    sources: otherWiki("VPOP3.GetMessagePartBody"),
  },
  "VPOP3.MessageReset": {
    parameters: [],
    results: [{ when: "always", values: [] }],
    about: "Moves the reading position to the start of the message.",
    ...onMessage,
    sources: manual("VPOP3.MessageReset()"),
  },
  "VPOP3.MessageSeek": {
    parameters: [count("offset", "bytes from the start")],
    results: [{ when: "always", values: [] }],
    about: "Moves the reading position.",
    ...onMessage,
    sources: manual("VPOP3.MessageSeek()"),
  },
  "VPOP3.GetMessageLine": { ...messageLines, sources: manual("VPOP3.GetMessageLine()") },
  "VPOP3.GetMessageLines": { ...messageLines, sameAs: "VPOP3.GetMessageLine", sources: otherWiki("VPOP3.GetMessageLines") },
  "VPOP3.SaveAttachment": {
    parameters: [count("number", "which one, from 1"), text("filename", "where to")],
    results: [{ when: "always", values: [{ name: "saved", shape: "boolean" }] }],
    about: "Saves an attachment of the message, decoded.",
    ...onMessage,
    sources: manual("VPOP3.SaveAttachment()"),
  },
  "VPOP3.HMAC": {
    parameters: [text("algorithm", "SHA1 or SHA256"), text("text", "what is hashed"), text("key", "the secret")],
    results: [{ when: "always", values: [bytes] }],
    about: "The keyed hash of a text; an empty list for an unknown algorithm.",
    ...hashes,
    sources: otherWiki("VPOP3.HMAC"),
  },
  "VPOP3.HexString": {
    parameters: [{ name: "bytes", shape: "any", about: "a string, or a list of bytes" }],
    results: [
      { when: "they are bytes", values: [{ name: "text", shape: "string" }] },
      { when: "they are not", values: [{ name: "text", shape: "nil" }] },
    ],
    about: "Bytes as hexadecimal text in lower case.",
    ...hashes,
    sources: otherWiki("VPOP3.HexString"),
  },
  "VPOP3.UnHexString": {
    parameters: [text("hex", "two digits for each byte")],
    results: [
      { when: "it has pairs", values: [bytes] },
      { when: "it has not", values: [{ name: "bytes", shape: "nil" }] },
    ],
    about: "The bytes of hexadecimal text; a pair that is no number is 0.",
    ...hashes,
    sources: otherWiki("VPOP3.UnHexString"),
  },
  "os.sleep": {
    parameters: [count("timeMs", "milliseconds")],
    results: [{ when: "always", values: [] }],
    about: "Waits; only this script waits.",
    ...always,
    waits: true,
    sources: manual("os.sleep()"),
  },
  "os.timedexecute": {
    parameters: [
      text("program", "what to run"),
      count("timeAllowedMs", "milliseconds"),
      { name: "show", shape: "boolean", about: "show it on the screen", optional: true },
    ],
    results: [
      {
        when: "always",
        values: [
          { name: "exitCode", shape: "number" },
          { name: "errorCode", shape: "number" },
        ],
      },
    ],
    about: "Runs a program and ends it when its time is over.",
    ...always,
    waits: true,
    sources: manual("os.timedexecute()"),
  },
  "os.getdirectory": {
    parameters: [text("directory", "name of the directory")],
    results: [
      { when: "it can be read", values: [{ name: "entries", shape: { mapOf: directoryEntry } }] },
      {
        when: "it cannot",
        values: [
          { name: "entries", shape: "nil" },
          { name: "message", shape: "string" },
          { name: "errorCode", shape: "number" },
        ],
      },
    ],
    about: "What is in a directory.",
    ...always,
    sources: manual("os.getdirectory()"),
  },
  "os.setsafety": {
    parameters: [text("key", "ends safety mode again")],
    results: [{ when: "always", values: [] }],
    about: "Begins safety mode.",
    ...always,
    sources: manual("os.setsafety()"),
  },
  "os.clearsafety": {
    parameters: [text("key", "the one given to os.setsafety")],
    results: [{ when: "always", values: [] }],
    about: "Ends safety mode.",
    ...always,
    sources: manual("os.clearsafety()"),
  },
} as const satisfies Record<string, Helper>;

export type HelperName = keyof typeof HELPERS;

/** A function or value of the stock library that VPOP3 does not have: reading it gives nil. */
export interface Disabled {
  readonly name: string;
  /** What to do instead. */
  readonly instead: string;
  readonly sources: readonly Source[];
}

/** VPOP3.md §1.2, §9 C16. */
export const DISABLED: readonly Disabled[] = [
  { name: "os.exit", instead: "return from the hook", sources: manual("VPOP3LUA") },
  { name: "os.setlocale", instead: "nothing: the locale is always C", sources: manual("VPOP3LUA") },
  { name: "os.execute", instead: "os.timedexecute", sources: manual("VPOP3LUA") },
  { name: "os.popen", instead: "os.timedexecute", sources: manual("VPOP3LUA") },
  { name: "io.popen", instead: "os.timedexecute", sources: manual("VPOP3LUA") },
  { name: "io.stdin", instead: "io.open", sources: manual("VPOP3LUA") },
  { name: "io.stdout", instead: "print, which writes to LUA.OUT", sources: manual("VPOP3LUA") },
  { name: "io.stderr", instead: "print, which writes to LUA.OUT", sources: manual("VPOP3LUA") },
];

/** What os.setsafety switches off; methods of files that are open go on working. VPOP3.md §6.3. */
export const DISABLED_IN_SAFETY_MODE: readonly string[] = [
  "loadlib",
  "io.close",
  "io.open",
  "io.input",
  "io.output",
  "io.lines",
  "io.read",
  "io.write",
  "io.flush",
  "os.timedexecute",
  "os.remove",
  "os.rename",
  "os.getenv",
  "VPOP3.SetSetting",
  "VPOP3.GetSetting",
];
