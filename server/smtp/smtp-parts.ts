/**
 * What the SMTP server needs from the rest of the server, as one value given at the start.
 */
import type { Config, ServiceConfig } from "../config.ts";
import type { DecisionJournal } from "../decision-journal.ts";
import type { LineFile, Logger } from "../log.ts";
import type { Queue } from "../queue/queue.ts";
import type { ScriptOpener } from "../scripts/open-script.ts";
import type { ScriptSource } from "../scripts/script-source.ts";
import type { AddressBlocks } from "./address-blocks.ts";
import type { Admission } from "./admission.ts";
import type { Batv } from "./batv.ts";
import type { DnsResolve } from "./dns-resolver.ts";

export interface AddressBookEntry {
  readonly address: string;
  /** "" if it is not known. */
  readonly fullName: string;
}

/**
 * `people`: users whom a name means, none if it is unknown; `list`: an alias or list, and who is on it; `remembered`: addresses that the
 * one who asks has written to; `remote`: another server's address, of which nothing is known.
 */
export interface AddressBookFinding {
  readonly kind: "people" | "list" | "remembered" | "remote";
  readonly entries: readonly AddressBookEntry[];
}

/** What SMTP asks about users and addresses. Addresses and names are bytes as received. */
export interface SmtpDirectory {
  /** `local`: a user or alias takes it; `unknown`: a local domain that nobody of the name is in, or an alias that leads to nobody; `remote`: another server's. */
  lookUp(localPart: string, domain: string): Promise<"local" | "unknown" | "remote"> | "local" | "unknown" | "remote";
  /** What VRFY and EXPN find for a name or address. `user`: who asks, "" if nobody has authenticated. */
  find(name: string, user: string): AddressBookFinding;
  /** True if the client may relay by its address alone (`directory.allowedClients`). */
  isAllowedClient(address: string): boolean;
  /** True if mail for the domain is for this server's users. */
  isLocalDomain(domain: string): boolean;
  /** The local user whose mail comes to an address, undefined if there is none or several. */
  userOf(address: string): string | undefined;
  /** Keeps addresses that a local user has written to, for completion. Fulfils when they are stored. */
  remember(user: string, addresses: readonly string[]): Promise<void>;
  /** The user's name as the directory spells it, undefined if name or password is wrong. Takes the same time for both. */
  authenticate(name: string, password: string): Promise<string | undefined>;
  /** True if `authenticate` may find somebody: else AUTH is not offered. */
  readonly takesPasswords: boolean;
  /** True if `challenge` may find somebody: else CRAM-MD5 is not offered. */
  readonly takesChallenges: boolean;
  /** For CRAM-MD5: the user's name if `response` (hexadecimal) answers the challenge. Undefined: no such user, a password not fit for it, wrong answer. */
  challenge(name: string, challenge: string, response: string): Promise<string | undefined> | string | undefined;
}

/** Bounce address tag validation as it is configured. */
export interface BatvParts {
  /** What `UseBATV` is at the start of a session. */
  readonly enabled: boolean;
  readonly tags: Batv;
  readonly untaggedBounces: "accept" | "refuse";
}

export interface SmtpParts {
  readonly service: ServiceConfig;
  /** The server's name in the greeting and in Received. */
  readonly hostName: string;
  readonly limits: Config["limits"];
  readonly rules: Config["rules"];
  readonly scriptSettings: Pick<Config["scripts"], "onError" | "processMessageResult">;
  readonly queue: Pick<Queue, "begin">;
  readonly directory: SmtpDirectory;
  /** A session runs the set that is current when it begins. */
  readonly scripts: ScriptSource;
  readonly opener: ScriptOpener;
  /** Hears what hooks and rules made different from what the server would have done. */
  readonly decisions: Pick<DecisionJournal, "record">;
  readonly log: Logger;
  /** LUAERRORS.LOG. */
  readonly luaErrors: LineFile;
  /** Present if there is a key. */
  readonly batv?: BatvParts | undefined;
  /** Shared by all services. */
  readonly admission: Admission;
  readonly blocks: AddressBlocks;
  /** DNS for SPF and block lists; the system's if not given. */
  readonly resolve?: DnsResolve;
  /** Milliseconds of a clock that never jumps; the process's if not given. Sessions and slow clients are timed with it. */
  readonly monotonicMs?: () => number;
  /** PEM texts, where the service has TLS. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}
