/**
 * One SMTP session: what is known of the client, the script instance, the globals and limits, the transaction under way. It knows
 * nothing of sockets; `connection.ts` carries lines and data to it and replies back. The commands themselves are in `commands.ts`,
 * `transaction-commands.ts` and `data-phase.ts`.
 *
 * All text is bytes (char codes 0–255). Governing text: RFC 5321 §3, §4.1; VPOP3.md §2.
 */
import type { BlockList } from "node:net";
import type { CurrentMessage } from "../../runtime/host.ts";
import type { HostGlobals } from "../../runtime/instance.ts";
import type { Decision } from "../decision-journal.ts";
import { isInRanges } from "../directory/client-range.ts";
import { hookReports } from "../hooks/hook-reports.ts";
import { type GlobalsOf, globalsFor, ScriptHooks } from "../hooks/script-hooks.ts";
import type { Logger } from "../log.ts";
import type { RuleFacts, RuleStage } from "../rules/rule-facts.ts";
import { SmtpRules } from "../rules/smtp-rules.ts";
import { shortened } from "../shortened.ts";
import { after, type Soon } from "../soon.ts";
import { lookUpBlockLists } from "./block-lists.ts";
import type { DnsResolve } from "./dns-resolver.ts";
import { isRefusal, type Reply, reply, replyText, scriptReply } from "./reply.ts";
import type { SmtpParts } from "./smtp-parts.ts";
import type { Transaction } from "./transaction.ts";

/** What the transport does after a reply. */
export interface Outcome {
  readonly reply: Reply;
  readonly next: "continue" | "close" | "data" | "starttls" | "auth";
}

/** The client as the transport knows it. */
export interface Client {
  readonly address: string;
  /** False: it comes through a proxy that has not named it. The address is the proxy's then, and gives no rights. */
  readonly isNamed: boolean;
  /** Random, for the log. */
  readonly sessionId: string;
}

/** The command or step under way, and the address that it is about beside the transaction's. */
export type Occasion = Pick<Decision, "stage"> & Partial<Pick<Decision, "reversePath" | "recipient">>;

/** The TLS layer of a session. */
export interface Encryption {
  /** `TLSv1.3 TLS_AES_256_GCM_SHA384`. */
  readonly details: string;
}

/** Characters of what a rules script says that are logged. */
const MAX_SHOWN = 10_000;

/** What a session has from the server. */
export type SessionParts = SmtpParts & {
  readonly resolve: DnsResolve;
  readonly monotonicMs: () => number;
  /** A date as header fields have it. */
  readonly dateTime: (ms: number) => string;
  /** Clients that VRFY and EXPN answer; undefined: those who may relay. */
  readonly queryClients: BlockList | undefined;
};

/** The outcome of a command after which the next one may come. */
export function goOn(answer: Reply): Outcome {
  return { reply: answer, next: "continue" };
}

export class Session {
  readonly client: Client;
  readonly parts: SessionParts;
  readonly log: Logger;
  /** The host's side of the script's globals; hooks change them. */
  readonly globals: GlobalsOf<"smtpsvr">;
  /** Present from `greet` on. */
  hooks: ScriptHooks<"smtpsvr">;
  rules: SmtpRules;
  /** Bytes; 0: no limit. */
  maxMessageBytes: number;
  /** The argument of HELO or EHLO, "" before it. */
  helo = "";
  extended = false;
  /** Keywords of EHLO that only a script named; parameters of that name are let through. */
  advertised: ReadonlySet<string> = new Set();
  transaction: Transaction | undefined;
  encryption: Encryption | undefined;
  /** What hooks and rules are asked at and about now, for the journal. */
  occasion: Occasion = { stage: "CONNECT" };
  /** Messages accepted in this session. */
  messages = 0;
  unknownCommands = 0;
  failedLogins = 0;
  /** Block lists that know the client. */
  blockLists: readonly string[] = [];
  /** The message that ProcessMessage looks at. */
  currentMessage: CurrentMessage | undefined;
  readonly #allowedAtStart: boolean;
  readonly #beganMs: number;
  #state: "new" | "open" | "ended" = "new";

  constructor(client: Client, parts: SessionParts) {
    const { service, limits } = parts;
    this.client = client;
    this.parts = parts;
    this.#beganMs = parts.monotonicMs();
    this.log = parts.log.child({ session: client.sessionId, client: client.address });
    this.maxMessageBytes = limits.maxMessageBytes;
    const allowed = client.isNamed && parts.directory.isAllowedClient(client.address);
    const required = service.authentication === "required";
    this.#allowedAtStart = allowed;
    this.globals = {
      IPAddress: client.address,
      ValidClientAddress: allowed,
      LocalClientAddress: allowed && !required,
      AuthenticationRequired: required,
      AllowedUsers: "",
      AuthenticatedUser: "",
      SMTPAuthenticatedUser: "",
      ForceDisconnect: false,
      UseBATV: parts.batv?.enabled === true,
      MaxRecipientsPerLocalMessage: limits.maxRecipientsPerLocalMessage,
      MaxRecipientsPerIncomingMessage: limits.maxRecipientsPerIncomingMessage,
      MaxMessagesPerLocalSession: limits.maxMessagesPerLocalSession,
      MaxLineLength: limits.maxLineBytes,
      AddUserAddresses: false,
      ServerID: service.id,
      ServerName: service.name,
      Encryption: false,
      EncryptionDetails: "",
      CheckRBL: true,
      RBLFound: false,
      RBLBlackhole: false,
      RBLAccept: false,
      RBLRedirect: "",
      RBLRejectMessage: "",
      RBLHeader: "",
      RBLServers: [],
      RBLWhitelist: [],
      RBLCheckAllServers: false,
      RBLResultInfo: new Map(),
    };
    const reports = this.#reports();
    this.hooks = new ScriptHooks("smtpsvr", undefined, this.globals, reports, false);
    this.rules = this.#rulesWith(new ScriptHooks("smtprules", undefined, {}, reports, false));
  }

  /** Loads the scripts and gives the greeting; a 4xx or 5xx one ends the session (VPOP3.md §2.2, §2.4). */
  async greet(): Promise<Outcome> {
    this.#state = "open";
    const { parts, client } = this;
    if (parts.blocks.isBlocked(client.address))
      return { reply: reply(554, "", `${parts.hostName} Your address is blocked for now`), next: "close" };
    await this.#openScripts();
    await this.askMaxMessageSize(client.address);
    const standard = reply(220, "", `${parts.hostName} ESMTP Moonpost`);
    const said = await this.hooks.call("Start");
    const greeting = await this.#checkBlockLists(scriptReply(said?.reply, standard));
    await this.hooks.call("LoadLimits");
    return { reply: greeting, next: isRefusal(greeting) || this.globals.ForceDisconnect ? "close" : "continue" };
  }

  /** Asks the block lists that Start chose; gives the greeting that is left (VPOP3.md §2.2). */
  async #checkBlockLists(greeting: Reply): Promise<Reply> {
    const { globals, parts } = this;
    if (isRefusal(greeting) || !globals.CheckRBL || globals.RBLServers.length === 0 || this.mayRelay) return greeting;
    const settings = { servers: globals.RBLServers, whitelist: globals.RBLWhitelist, all: globals.RBLCheckAllServers };
    globals.RBLResultInfo = await lookUpBlockLists(this.client.address, settings, parts.resolve);
    this.blockLists = [...globals.RBLResultInfo.keys()];
    globals.RBLFound = this.blockLists.length > 0;
    const said = await this.hooks.call("RBLResults");
    if (said?.reply) {
      const answer = scriptReply(said.reply, greeting);
      if (isRefusal(answer)) this.decided({ hook: "RBLResults", effect: replyText(answer) });
      return answer;
    }
    if (!globals.RBLFound || globals.RBLAccept || globals.RBLBlackhole || globals.RBLRedirect !== "") return greeting;
    this.log.info({ lists: this.blockLists }, "the client is on a block list");
    const text = `${this.client.address} is on the block list ${this.blockLists.join(", ")}`;
    return scriptReply(globals.RBLRejectMessage, reply(554, "5.7.1", text), "45");
  }

  async #openScripts(): Promise<void> {
    const { parts } = this;
    const set = parts.scripts.current();
    const reports = this.#reports();
    const strict = parts.scriptSettings.onError === "451";
    const open = async (name: string, globals: HostGlobals) => {
      const script = set.find(name);
      if (script === undefined) return undefined;
      const opening = parts.opener.open(set, script, globals, () => this.currentMessage);
      const { instance, failure } = opening instanceof Promise ? await opening : opening;
      if (failure !== undefined) reports.failed("(top level)", failure);
      return instance;
    };
    const main = await open("smtpsvr.lua", globalsFor("smtpsvr", this.globals));
    const rules = await open(`smtprules_${parts.service.id}.lua`, globalsFor("smtprules", {}));
    this.hooks = new ScriptHooks("smtpsvr", main, this.globals, reports, strict);
    this.hooks.takeGlobals();
    this.rules = this.#rulesWith(new ScriptHooks("smtprules", rules, {}, reports, strict));
    this.log.debug({ scripts: set.version, service: parts.service.name }, "session began");
  }

  #rulesWith(hooks: ScriptHooks<"smtprules">): SmtpRules {
    const { parts, log } = this;
    const rules = parts.rules.filter((rule) => rule.enabled && (rule.service === 0 || rule.service === parts.service.id));
    return new SmtpRules(rules, hooks, {
      decided: (report) => {
        const { hook, action } = report;
        const [rule, data] = [shortened(report.rule, MAX_SHOWN), shortened(report.data, MAX_SHOWN)];
        log.info({ ...report, rule, data }, "rule");
        const script = hook === "" ? "" : `smtprules_${parts.service.id}.lua`;
        const effect = data === "" ? action : `${action}: ${data}`;
        this.decided({ hook: hook === "" ? `rule ${rule}` : hook, script, effect });
      },
      refused: (rule, what) => log.warn({ rule }, what),
      block: () => parts.blocks.block(this.client.address),
    });
  }

  #reports() {
    return hookReports(this.log, this.parts.luaErrors, (failure) => this.decided(failure));
  }

  /** Notes in the journal what a hook or rule decided at the command and about the transaction under way. */
  decided(decision: Pick<Decision, "hook" | "effect"> & Partial<Decision>): void {
    this.parts.decisions.record({
      atMs: Date.now(),
      session: this.client.sessionId,
      script: "smtpsvr.lua",
      reversePath: this.transaction?.reversePath ?? "",
      recipient: "",
      message: "",
      ...this.occasion,
      ...decision,
    });
  }

  /** Asks GetMaxMessageSize and takes its answer. */
  askMaxMessageSize(hostName: string): Soon<void> {
    return after(this.hooks.call("GetMaxMessageSize", hostName, this.maxMessageBytes), (said) => {
      const size = said?.maxSize;
      if (size !== undefined && size >= 0 && Number.isFinite(size)) this.maxMessageBytes = Math.floor(size);
    });
  }

  /** True if the client may send to other servers (relay): by its address or because it is authenticated. */
  get mayRelay(): boolean {
    const { globals } = this;
    if (globals.SMTPAuthenticatedUser !== "") return true;
    // A script that takes ValidClientAddress away takes the right away; one that grants LocalClientAddress grants it.
    return globals.LocalClientAddress && (globals.ValidClientAddress || !this.#allowedAtStart);
  }

  /** True if the client may ask for users and lists (VRFY, EXPN). */
  get mayQuery(): boolean {
    const { service, queryClients } = this.parts;
    if (!service.addressQueries.enabled) return false;
    return queryClients === undefined ? this.mayRelay : this.client.isNamed && isInRanges(queryClients, this.client.address);
  }

  /** VPOP3 counts messages of those who may relay as local ones. */
  get isLocal(): boolean {
    return this.mayRelay;
  }

  /** Since the connection, in seconds. */
  get ageSeconds(): number {
    return (this.parts.monotonicMs() - this.#beganMs) / 1000;
  }

  /** "" before AUTH: the global that scripts read (VPOP3.md §2.1). */
  get authenticatedUser(): string {
    return this.globals.AuthenticatedUser;
  }

  /** What rules see before the message is there. */
  facts(stage: RuleStage, transaction: Transaction): RuleFacts {
    return {
      stage,
      mailFrom: transaction.reversePath,
      recipients: transaction.addresses,
      clientAddress: this.client.address,
      helo: this.helo,
      authenticatedUser: this.authenticatedUser,
      spf: transaction.spfResult,
      blockLists: this.blockLists,
      sizeBytes: transaction.parameters.sizeBytes ?? 0,
      message: undefined,
    };
  }

  /** Ends the transaction, if there is one. */
  resetTransaction(): void {
    this.transaction = undefined;
    this.currentMessage = undefined;
  }

  /** TLS has begun: everything the client has said before is forgotten (RFC 3207 §4.2). */
  encrypted(encryption: Encryption): void {
    this.encryption = encryption;
    this.globals.Encryption = true;
    this.globals.EncryptionDetails = encryption.details;
    this.helo = "";
    this.extended = false;
    this.globals.AuthenticatedUser = "";
    this.globals.SMTPAuthenticatedUser = "";
    this.resetTransaction();
  }

  /** The user has proven who they are. */
  authenticated(user: string): void {
    this.globals.AuthenticatedUser = user;
    this.globals.SMTPAuthenticatedUser = user;
  }

  /** The connection is gone: End, once (VPOP3.md §2.4: on any kind of disconnect). */
  async end(): Promise<void> {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.resetTransaction();
    this.occasion = { stage: "END" };
    await this.hooks.call("End");
  }
}
