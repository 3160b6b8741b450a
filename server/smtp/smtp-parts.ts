/**
 * What the SMTP server needs from the rest of the server, as one value given at the start.
 */
import type { ScriptInstance } from "../../runtime/instance.ts";
import type { CurrentMessage } from "../../runtime/host.ts";
import type { Config, ServiceConfig } from "../config.ts";
import type { LineFile, Logger } from "../log.ts";
import type { Queue } from "../queue/queue.ts";
import type { AddressBlocks } from "./address-blocks.ts";
import type { Admission } from "./admission.ts";

/** What SMTP asks about users and addresses. Addresses and names are bytes as received. */
export interface SmtpDirectory {
  /** `local`: a user or alias takes it; `unknown`: a local domain that nobody of the name is in; `remote`: another server's. */
  lookUp(localPart: string, domain: string): Promise<"local" | "unknown" | "remote"> | "local" | "unknown" | "remote";
  /** What VRFY and EXPN give for a name or address: addresses. Empty: nobody. */
  expand(name: string): Promise<readonly string[]> | readonly string[];
  /** True if the client may relay by its address alone (`directory.allowedClients`). */
  isAllowedClient(address: string): boolean;
  /** The user's name as the directory spells it, undefined if name or password is wrong. Takes the same time for both. */
  authenticate(name: string, password: string): Promise<string | undefined>;
  /** For CRAM-MD5: the user whose password `check` accepts. Undefined: no such user, no clear password, wrong answer. */
  challenge(name: string, check: (password: string) => boolean): Promise<string | undefined>;
}

/** The scripts that one session runs; all of one version. */
export interface SessionScripts {
  /** Names the version in the log. */
  readonly version: string;
  /**
   * A fresh instance of the script (its top level has run), undefined if there is no such script. `message` is asked while ProcessMessage runs.
   * Rejects with nothing: a top level that fails is reported, and the instance has the functions that were defined before.
   */
  open(name: string, message: () => CurrentMessage | undefined): Promise<ScriptInstance | undefined> | ScriptInstance | undefined;
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
  /** The scripts for a session that begins now. */
  readonly scripts: { current(): SessionScripts };
  readonly log: Logger;
  /** LUAERRORS.LOG. */
  readonly luaErrors: LineFile;
  /** Shared by all services. */
  readonly admission: Admission;
  readonly blocks: AddressBlocks;
  /** PEM texts, where the service has TLS. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
}
