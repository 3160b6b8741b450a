/**
 * The configuration: every key an administrator may set, with its default, its unit and its meaning. The descriptions become
 * `moonpost.schema.json` (see `schema-file.ts`), so an editor shows them. Reading a file is `read-config.ts`.
 *
 * Every key has a default, `{}` is a whole configuration. Durations end in `Ms` or `Seconds`, sizes in `Bytes`. Relative paths
 * are relative to the configuration file's folder; `readConfig` returns them absolute.
 */
import { z } from "zod";
import { scripts } from "./config-scripts.ts";
import { distinctListeners } from "./listeners.ts";
import { nonEmpty } from "./non-empty.ts";

const port = z.int().min(0).max(65535);
const countOrUnlimited = z.int().min(0);

const logging = z
  .strictObject({
    level: z
      .enum(["debug", "info", "warn", "error"])
      .default("info")
      .describe("The least severe events that are logged. `debug` includes every hook call and SMTP command."),
    format: z
      .enum(["auto", "text", "json"])
      .default("auto")
      .describe("What the console gets: lines for people, or JSON lines (pino). `auto`: text on a terminal, JSON elsewhere."),
    file: z.string().default("").describe("A file that gets the log as JSON lines besides the console. Empty: none."),
    luaOutput: z
      .string()
      .default("LUA.OUT")
      .describe("The file that `print` of scripts is appended to, relative to the data folder (VPOP3's LUA.OUT)."),
    luaErrors: z
      .string()
      .default("LUAERRORS.LOG")
      .describe("The file that failing hooks are appended to, relative to the data folder (VPOP3's LUAERRORS.LOG)."),
  })
  .prefault({});

const tls = z
  .strictObject({
    mode: z
      .enum(["none", "starttls", "implicit"])
      .default("none")
      .describe("`starttls`: offered after EHLO; `implicit`: TLS from the first byte, as on port 465."),
    certificate: z.string().default("").describe("PEM file with the certificate chain."),
    key: z.string().default("").describe("PEM file with the private key."),
  })
  .prefault({});

const service = z.strictObject({
  id: z
    .int()
    .min(1)
    .default(1)
    .describe(
      "The service's number: `ServerID` in scripts, and the x of smtprules_x.lua. Services with the same number share their rules.",
    ),
  name: nonEmpty.default("SMTP").describe("`ServerName` in scripts, and the name in the log."),
  host: nonEmpty.default("127.0.0.1").describe("The address to listen on. 0.0.0.0 and :: listen on all."),
  port: port.default(2525).describe("The TCP port to listen on; 0 takes a free one."),
  tls,
  authentication: z
    .enum(["off", "offered", "required"])
    .default("offered")
    .describe(
      "SMTP AUTH, offered only if a user has a password. `required`: no MAIL FROM without it (`AuthenticationRequired` in scripts).",
    ),
  plainAuthenticationWithoutTls: z
    .boolean()
    .default(false)
    .describe("Accept AUTH PLAIN and LOGIN on unencrypted connections from other machines."),
  addressQueries: z
    .strictObject({
      enabled: z.boolean().default(true).describe("Answer VRFY and EXPN. Else nobody is told anything: 252."),
      clients: z
        .array(nonEmpty)
        .default([])
        .describe("Client addresses or ranges that are answered. Empty: clients that may relay, by address or login."),
    })
    .prefault({})
    .describe("Who may ask for users and lists (VRFY, EXPN)."),
  proxyProtocolFrom: z.array(nonEmpty).default([]).describe("Addresses or ranges of proxies whose PROXY header is believed."),
});

const sessionLimits = z
  .strictObject({
    maxMessageBytes: countOrUnlimited.default(52_428_800).describe("The largest message, in bytes. 0: unlimited."),
    maxConnections: z.int().min(1).default(1000).describe("Sessions at a time, all services together."),
    maxConnectionsPerAddress: countOrUnlimited.default(0).describe("Sessions at a time from one client address. 0: unlimited."),
    maxRecipientsPerLocalMessage: countOrUnlimited
      .default(1000)
      .describe("Recipients of a message from an allowed client. 0: unlimited."),
    maxRecipientsPerIncomingMessage: countOrUnlimited
      .default(100)
      .describe("Recipients of a message from elsewhere. 0: unlimited."),
    maxMessagesPerLocalSession: countOrUnlimited
      .default(0)
      .describe("Messages in one session of an allowed client. 0: unlimited."),
    maxLineBytes: z
      .int()
      .min(512)
      .default(8192)
      .describe("The longest command or message line, CRLF included (`MaxLineLength` in scripts)."),
    maxUnknownCommands: z.int().min(0).default(10).describe("Unrecognised commands before the connection is closed."),
    maxFailedLogins: z.int().min(1).default(5).describe("Failed AUTH attempts before the connection is closed."),
    idleTimeoutMs: z
      .int()
      .min(1000)
      .default(300_000)
      .describe("Silence of the client before 421, in milliseconds (RFC 5321 §4.5.3.2.7)."),
    minDataBytesPerSecond: countOrUnlimited
      .default(100)
      .describe("The slowest that a client may send a message, counted from the second minute on. 0: as slow as it likes."),
    maxSessionSeconds: countOrUnlimited
      .default(14_400)
      .describe("How old a session may become before the next command gets 421, in seconds. 0: any age."),
    bareNewlines: z
      .enum(["refuse", "normalise"])
      .default("refuse")
      .describe("What a CR or LF alone in a message means: refused with 550, or turned into CRLF."),
    blockSeconds: z
      .int()
      .min(1)
      .default(3600)
      .describe("How long an address stays blocked after a rule asked for it (rule result 6)."),
  })
  .prefault({});

const batv = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe("Tag the return path of outgoing mail and check bounces by it (`UseBATV` in scripts, which may change it)."),
    key: z
      .string()
      .default("")
      .describe("The secret that tags are made with; `env:NAME` reads an environment variable. Empty: UseBATV has no effect."),
    validDays: z.int().min(1).max(400).default(7).describe("How long a bounce may take, in days."),
    untaggedBounces: z
      .enum(["accept", "refuse"])
      .default("accept")
      .describe("Mail with the null return path from outside to a user's address without a tag."),
  })
  .prefault({});

const condition = z.strictObject({
  field: z
    .enum(["sender", "recipient", "clientAddress", "helo", "header", "subject", "size", "authenticatedUser", "spf", "rbl"])
    .describe("What is compared."),
  header: z.string().default("").describe("The header field's name, where `field` is `header`."),
  test: z
    .enum(["equals", "contains", "startsWith", "endsWith", "matches", "inRange", "above", "below", "exists"])
    .default("equals")
    .describe(
      "`matches`: a pattern with * and ?. `inRange`: an address range such as 10.0.0.0/8. Text is compared without case.",
    ),
  value: z.string().default("").describe("What it is compared with."),
  not: z.boolean().default(false).describe("Turns the test round."),
});

const rule = z.strictObject({
  name: nonEmpty.describe("Named in the log and handed to a Lua function as RuleName."),
  service: z.int().min(0).default(0).describe("The service the rule belongs to. 0: all."),
  stage: z
    .enum(["auto", "mailFrom", "rcpt", "data"])
    .default("auto")
    .describe("When it is tried. `auto`: at the earliest stage at which all its fields are known."),
  match: z.enum(["all", "any"]).default("all").describe("Whether all conditions must hold, or any one."),
  conditions: z.array(condition).default([]).describe("None: the rule always matches."),
  action: z
    .enum(["accept", "reject", "redirect", "copy", "ignore", "hold", "callLua"])
    .describe("`callLua` calls the function `value` of smtprules_x.lua, whose results decide."),
  value: z.string().default("").describe("The reject text, the address to redirect or copy to, or the Lua function's name."),
  enabled: z.boolean().default(true),
});

const directory = z
  .strictObject({
    localDomains: z
      .array(nonEmpty)
      .default(["example.com", "localhost"])
      .describe("Domains whose mail is for this server's users."),
    users: z
      .array(
        z.strictObject({
          name: nonEmpty.describe("The user's name: mailbox, login, and what scripts call the user."),
          password: z
            .string()
            .default("")
            .describe("A hash, as `moonpost` prints it, or `plain:` and the password. Empty: no login."),
          addresses: z.array(nonEmpty).default([]).describe("Full addresses besides name@each-local-domain."),
          settings: z
            .record(z.string(), z.string())
            .default({})
            .describe("VPOP3.GetUserSetting(user, name). `FullName` is the name that VRFY and EXPN tell and find."),
        }),
      )
      .default([]),
    aliases: z
      .record(z.string(), z.array(nonEmpty))
      .default({})
      .describe("Address or local part → users or addresses. A list address is an alias with several targets."),
    unknownRecipients: z
      .enum(["refuse", "postmaster"])
      .default("refuse")
      .describe("What happens to mail for a local domain that no user or alias takes."),
    postmaster: z.string().default("").describe("The user who gets mail for postmaster. Empty: the first user."),
    allowedClients: z
      .array(nonEmpty)
      .default(["127.0.0.0/8", "::1/128"])
      .describe("Client addresses or ranges that may relay without SMTP AUTH (`LocalClientAddress` in scripts)."),
    settings: z.record(z.string(), z.string()).default({}).describe("VPOP3.GetSetting(name)."),
  })
  .prefault({});

const relay = z.strictObject({
  name: nonEmpty
    .default("relay")
    .describe("`sendername` in relayout.lua. Its number, `senderid`, is its place in the list, from 0."),
  host: nonEmpty.default("127.0.0.1").describe("The server that takes outgoing mail."),
  port: port.default(25),
  tls: z
    .enum(["none", "opportunistic", "required", "implicit"])
    .default("opportunistic")
    .describe("STARTTLS if offered, STARTTLS or nothing, or TLS from the first byte."),
  verifyCertificate: z.boolean().default(false).describe("Refuse a relay whose certificate is not valid for `host`."),
  username: z.string().default("").describe("For SMTP AUTH. Empty: none."),
  password: z.string().default("").describe("For SMTP AUTH. `env:NAME` reads an environment variable."),
  heloName: z.string().default("").describe("The name given with EHLO. Empty: `hostName`."),
  domains: z.array(nonEmpty).default([]).describe("Only mail for these domains goes here. Empty: all."),
  maxConnections: z.int().min(1).default(4).describe("Connections at a time."),
  timeoutMs: z
    .int()
    .min(1000)
    .default(60_000)
    .describe("Silence of the relay before the attempt counts as failed, in milliseconds."),
});

const queue = z
  .strictObject({
    file: nonEmpty.default("queue.sqlite").describe("The queue's database, relative to the data folder."),
    messagesFolder: nonEmpty.default("messages").describe("Where message texts lie, relative to the data folder."),
    retryScheduleSeconds: z
      .array(z.int().min(0))
      .min(1)
      .default([60, 300, 900, 1800, 3600, 7200, 14_400])
      .describe("Seconds to wait after the 1st, 2nd, … attempt that failed for now; the last one repeats."),
    maxAgeSeconds: z
      .int()
      .min(1)
      .default(432_000)
      .describe("Age at which a message that could not be sent fails for good, in seconds."),
    skipRetrySeconds: z
      .int()
      .min(1)
      .default(60)
      .describe("When CheckFile is asked again about a message that it skipped, in seconds."),
    keepFailed: z.boolean().default(true).describe("Keep messages that failed for good until `moonpost queue remove`."),
    mailboxFolder: nonEmpty
      .default("mailboxes")
      .describe("Where mail of local users is put (Maildir per user), relative to the data folder."),
  })
  .prefault({});

const outbox = z
  .strictObject({
    enabled: z
      .boolean()
      .default(false)
      .describe("Runs an SMTP server that writes each message it gets to a file: a relay for trying things out."),
    host: nonEmpty.default("127.0.0.1"),
    port: port.default(2526),
    folder: nonEmpty.default("outbox").describe("Where it writes .eml files, relative to the data folder."),
  })
  .prefault({});

const admin = z
  .strictObject({
    enabled: z.boolean().default(true).describe("Serve `moonpost status` and `moonpost queue` on a local socket."),
    socket: z
      .string()
      .default("")
      .describe("The socket's path. Empty: moonpost.sock in the data folder (a named pipe on Windows)."),
  })
  .prefault({});

export const configSchema = z
  .strictObject({
    $schema: z.string().default("").describe("For editors: the path of moonpost.schema.json."),
    hostName: z
      .string()
      .default("")
      .describe("The server's name in the greeting and in Received lines. Empty: this machine's name."),
    dataFolder: nonEmpty
      .default("data")
      .describe("Where queue, messages, mailboxes, logs of scripts and the control socket lie."),
    shutdownSeconds: z
      .int()
      .min(0)
      .default(20)
      .describe(
        "How long a session may take to finish its transaction after a stop was asked for, in seconds; others end at once.",
      ),
    logging,
    scripts,
    services: z.array(service).min(1).prefault([{}]).describe("The SMTP services: one listener each."),
    limits: sessionLimits.describe("Limits of SMTP sessions."),
    batv: batv.describe("Bounce address tag validation: refuses forged bounces."),
    rules: z
      .array(rule)
      .default([])
      .describe("SMTP rules, tried in order between First and Last of smtprules_x.lua; the first match ends."),
    directory: directory.describe("Domains, users and aliases."),
    relays: z.array(relay).default([]).describe("Where outgoing mail goes, in order of preference. None: it waits in the queue."),
    queue,
    outbox,
    admin,
  })
  .superRefine(distinctListeners);

/** A whole configuration: all defaults filled in. */
export type Config = z.infer<typeof configSchema>;
/** What a configuration file may contain: anything left out gets its default. For `moonpost.config.ts`. */
export type ConfigInput = z.input<typeof configSchema>;

export type ServiceConfig = Config["services"][number];
export type RelayConfig = Config["relays"][number];
export type RuleConfig = Config["rules"][number];
