/**
 * Who and what is local: users, aliases and lists, their settings, and the clients that may relay. All of it stands in the configuration; the
 * database holds the settings that scripts have changed, which win, and whom users have written to.
 *
 * Names and addresses are Unicode text, compared without case. Reads are answered at once from the database's cache; writes go through the store's
 * thread, and a read after their promise has fulfilled sees them.
 */
import type { BlockList } from "node:net";
import type { Config } from "../config.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { openDatabase, Statements } from "../store/database.ts";
import type { Store } from "../store/store.ts";
import { clientRanges, isInRanges } from "./client-range.ts";
import { isGoodForCramMd5, isPassword, verifyCramMd5, verifyPassword } from "./password.ts";

type DirectoryConfig = Config["directory"];
type ConfiguredUser = DirectoryConfig["users"][number];

/** Where mail to an address goes, one step. */
export type Destination =
  | { readonly kind: "user"; readonly name: string }
  /** An alias or list: users' names and addresses. At least one. */
  | { readonly kind: "alias"; readonly targets: readonly string[] }
  /** A local domain, but nobody of that name. */
  | { readonly kind: "unknown" }
  /** Another server's address. */
  | { readonly kind: "remote" };

/** An address or list that mail to an address ends at, or comes by. */
export interface ExpandedTarget {
  /** A user's name, a remote address, or a list's address. */
  readonly name: string;
  readonly kind: "user" | "remote" | "list" | "unknown";
}

/** An address that a user has written to. */
export interface RememberedAddress {
  readonly address: string;
  /** Messages to it. */
  readonly times: number;
  /** When the last was sent, in milliseconds since the epoch. */
  readonly lastMs: number;
}

/** A list that contains lists is followed this deep, and to so many targets. */
const MAX_DEPTH = 16;
const MAX_TARGETS = 10_000;

/** The user setting that holds a person's name. */
const FULL_NAME = "FullName";

export class Directory {
  readonly #config: DirectoryConfig;
  readonly #store: Store;
  readonly #read: Statements;
  readonly #closeReader: () => void;
  readonly #localDomains: ReadonlySet<string>;
  readonly #users: ReadonlyMap<string, ConfiguredUser>;
  readonly #userByAddress: ReadonlyMap<string, string>;
  readonly #aliases: ReadonlyMap<string, readonly string[]>;
  readonly #settings: ReadonlyMap<string, string>;
  readonly #allowedClients: BlockList;

  /** Throws an `OperatorError` that names the wrong entry of the configuration. */
  constructor(config: DirectoryConfig, store: Store) {
    this.#config = config;
    this.#store = store;
    this.#localDomains = new Set(config.localDomains.map(lower));
    this.#users = new Map(config.users.map((user) => [lower(user.name), user]));
    this.#userByAddress = new Map(
      config.users.flatMap((user) => user.addresses.map((address) => [lower(address), user.name] as const)),
    );
    this.#aliases = lowerKeys(Object.entries(config.aliases).filter(([, targets]) => targets.length > 0));
    this.#settings = lowerKeys(Object.entries(config.settings));
    this.#allowedClients = named("directory.allowedClients", () => clientRanges(config.allowedClients));
    config.users.forEach((user, i) => {
      if (!isPassword(user.password)) {
        throw new OperatorError(
          `directory.users[${i}].password: expected a hash, "plain:" and the password, or nothing; found something else`,
          EXIT.usage,
        );
      }
    });
    const database = openDatabase(store.file, "read");
    this.#read = new Statements(database);
    this.#closeReader = () => {
      if (database.isOpen) database.close();
    };
  }

  /** Closes the reader; the store stays open. */
  close(): void {
    this.#closeReader();
  }

  /** All users' names, unsorted. */
  userNames(): readonly string[] {
    return [...this.#users.values()].map((user) => user.name);
  }

  /** The user's name as it is written in the directory, or undefined. */
  userName(name: string): string | undefined {
    return this.#users.get(lower(name))?.name;
  }

  /** Whatever the case; the address's domain alone, without `@`. */
  isLocalDomain(domain: string): boolean {
    return this.#localDomains.has(lower(domain));
  }

  /** True if an IP address lies in the ranges of `directory.allowedClients`. */
  isAllowedClient(address: string): boolean {
    return isInRanges(this.#allowedClients, address);
  }

  /** The user's name if name and password are right. Takes the same time for an unknown user. */
  async authenticate(name: string, password: string): Promise<string | undefined> {
    const user = this.#users.get(lower(name));
    return (await verifyPassword(password, user?.password)) ? user?.name : undefined;
  }

  /** The user's name if `response` answers a challenge of CRAM-MD5 (RFC 2195): the password is kept in the clear or was made good for it. */
  authenticateByChallenge(name: string, challenge: string, response: string): string | undefined {
    const user = this.#users.get(lower(name));
    return user !== undefined && verifyCramMd5(user.password, challenge, response) ? user.name : undefined;
  }

  /** True if there is a user whom `authenticate` can let in. */
  takesPasswords(): boolean {
    return this.#config.users.some(({ password }) => password !== "");
  }

  /** True if there is a user whom `authenticateByChallenge` can let in. */
  takesChallenges(): boolean {
    return this.#config.users.some(({ password }) => isGoodForCramMd5(password));
  }

  /** Where mail to an address goes, one step. An address without a domain is local. */
  destination(address: string): Destination {
    const at = address.lastIndexOf("@");
    const localPart = unquoted(at < 0 ? address : address.slice(0, at));
    const isLocal = at < 0 || this.isLocalDomain(address.slice(at + 1));
    const targets = this.#aliases.get(lower(address)) ?? (isLocal ? this.#aliases.get(lower(localPart)) : undefined);
    if (targets !== undefined) return { kind: "alias", targets };
    const byAddress = this.#userByAddress.get(lower(address));
    if (byAddress !== undefined) return { kind: "user", name: byAddress };
    if (!isLocal) return { kind: "remote" };
    const user = this.userName(localPart);
    if (user !== undefined) return { kind: "user", name: user };
    const postmaster = this.#postmaster();
    if (postmaster !== undefined && (lower(localPart) === "postmaster" || this.#config.unknownRecipients === "postmaster")) {
      return { kind: "user", name: postmaster };
    }
    return { kind: "unknown" };
  }

  /** Everything that mail to an address ends at, lists on the way included, each once. */
  expand(address: string): readonly ExpandedTarget[] {
    const found = new Map<string, ExpandedTarget>();
    this.#expandInto(found, address, MAX_DEPTH);
    return [...found.values()];
  }

  /** Whether mail to an address comes to anybody: a user, or another server. An alias may lead to none. */
  reachesSomebody(address: string): boolean {
    return this.#reaches(address, new Set());
  }

  #reaches(address: string, seen: Set<string>): boolean {
    const destination = this.destination(address);
    if (destination.kind !== "alias") return destination.kind !== "unknown";
    if (seen.has(lower(address))) return false;
    seen.add(lower(address));
    const own = this.#ownUser(address);
    return destination.targets.some(
      (target) => (own !== undefined && lower(target) === lower(own)) || this.#reaches(target, seen),
    );
  }

  /** The address of a user in the first local domain: what VRFY and EXPN tell (RFC 5321 §3.5.2). */
  addressOf(user: string): string {
    const [domain] = this.#localDomains;
    return domain === undefined || user.includes("@") ? user : `${user}@${domain}`;
  }

  /** The user's setting `FullName`, "" if there is none. */
  fullName(user: string): string {
    return this.userSetting(user, FULL_NAME) ?? "";
  }

  /** Users whose full name, or one word of it, is `name`; at most `limit`. Looks at all that have one. */
  usersNamed(name: string, limit: number): readonly string[] {
    const wanted = lower(name.trim());
    if (wanted === "") return [];
    const rows = this.#read.all<{ user: string; value: string }>(
      "SELECT user, value FROM user_settings WHERE name = ?",
      FULL_NAME,
    );
    const names = new Map([...this.#users].map(([user, { settings }]) => [user, settingIn(settings, FULL_NAME) ?? ""]));
    for (const { user, value } of rows) names.set(lower(user), value);
    return [...names]
      .filter(([, fullName]) => [fullName, ...fullName.split(/[^\p{L}\p{N}]+/u)].some((word) => lower(word) === wanted))
      .flatMap(([user]) => this.userName(user) ?? [])
      .slice(0, limit);
  }

  /** What a script has set, else the configuration's; undefined if neither has the name. Reads the database. */
  setting(name: string): string | undefined {
    const stored = this.#read.get<{ value: string }>("SELECT value FROM settings WHERE name = ?", name);
    return stored?.value ?? this.#settings.get(lower(name));
  }

  /** Changes a setting. False if there is none of that name (VPOP3.md §6.1). */
  async setSetting(name: string, value: string): Promise<boolean> {
    if (this.setting(name) === undefined) return false;
    await this.#store.run("directory", "putSetting", { name, value });
    return true;
  }

  /** As `setting`; undefined for unknown users too. */
  userSetting(user: string, name: string): string | undefined {
    const stored = this.#read.get<{ value: string }>("SELECT value FROM user_settings WHERE user = ? AND name = ?", user, name);
    if (stored !== undefined) return stored.value;
    return settingIn(this.#users.get(lower(user))?.settings ?? {}, name);
  }

  /** Sets a user's setting, new or not. False if there is no such user. */
  async setUserSetting(user: string, name: string, value: string): Promise<boolean> {
    if (this.userName(user) === undefined) return false;
    await this.#store.run("directory", "putUserSetting", { user, name, value });
    return true;
  }

  /**
   * Keeps addresses that a user has written to, for completion. Of each user the latest
   * 5 000 are. Nothing happens for a user who does not exist.
   */
  async rememberAddresses(user: string, addresses: readonly string[], nowMs: number): Promise<void> {
    const name = this.userName(user);
    if (name !== undefined) await this.#store.run("directory", "rememberAddresses", { user: name, addresses, nowMs });
  }

  /** Addresses that a user has written to and that begin with `start`, those used most and last first. */
  rememberedAddresses(user: string, start: string, limit = 100): readonly RememberedAddress[] {
    const pattern = `${start.replaceAll(/[\\%_]/g, "\\$&")}%`;
    return this.#read.all<RememberedAddress>(
      `SELECT address, times, last_ms AS lastMs FROM user_addresses WHERE user = ? AND address LIKE ? ESCAPE '\\'
       ORDER BY times DESC, last_ms DESC, address LIMIT ?`,
      user,
      pattern,
      limit,
    );
  }

  /** The user who gets mail for postmaster, which every domain must take (RFC 5321 §4.5.1). */
  #postmaster(): string | undefined {
    return this.userName(this.#config.postmaster) ?? this.#config.users[0]?.name;
  }

  /** An alias of its own name (`ann` → `ann`, `bob`) means the user of that name. */
  #ownUser(alias: string): string | undefined {
    return this.userName(unquoted(alias.split("@")[0] ?? ""));
  }

  #expandInto(found: Map<string, ExpandedTarget>, address: string, depth: number): void {
    if (depth === 0 || found.size >= MAX_TARGETS || found.has(lower(address))) return;
    const destination = this.destination(address);
    switch (destination.kind) {
      case "user":
        found.set(lower(destination.name), { name: destination.name, kind: "user" });
        return;
      case "alias": {
        const list: ExpandedTarget = { name: address, kind: "list" };
        const own = this.#ownUser(address);
        found.set(lower(address), list);
        for (const target of destination.targets) {
          if (own !== undefined && lower(target) === lower(own)) found.set(`user ${lower(own)}`, { name: own, kind: "user" });
          else this.#expandInto(found, target, depth - 1);
        }
        return;
      }
      default:
        found.set(lower(address), { name: address, kind: destination.kind });
    }
  }
}

function lower(text: string): string {
  return text.toLowerCase();
}

function settingIn(settings: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(settings).find(([key]) => lower(key) === lower(name))?.[1];
}

function lowerKeys<T>(entries: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  return new Map(entries.map(([key, value]) => [lower(key), value]));
}

/** A local part without the quotes of RFC 5321 §4.1.2, which do not belong to the name. */
function unquoted(localPart: string): string {
  return /^".*"$/s.test(localPart) ? localPart.slice(1, -1).replace(/\\(.)/gs, "$1") : localPart;
}

function named<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new OperatorError(`${where}: ${error instanceof Error ? error.message : String(error)}`, EXIT.usage);
  }
}
