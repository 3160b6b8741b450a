/**
 * The host: everything outside that a script may reach, as one interface. The runtime itself opens no file, no socket and no
 * clock; the server, the command line and the tests each hand it a host.
 *
 * A capability that the configuration does not grant is a `Denied` instead of the capability. Using it raises a Lua error that names the
 * setting which allows it (`granted`); there is no silent fallback.
 *
 * Strings are byte strings (one char code 0–255 per byte), as everywhere in the runtime. What fails in a way that a script may
 * handle throws a `HostFailure`; the library turns it into Lua's `nil, message, number`.
 *
 * Governing text: VPOP3.md §6.
 */
import type { Dialect } from "./dialect.ts";
import { raise } from "./error.ts";
import type { LuaFunction, Value } from "./value.ts";

/** A value now, or a promise of one: then the script is suspended until it settles. */
export type Eventually<T> = T | Promise<T>;

/** In place of a capability: the configuration does not grant it. */
export interface Denied {
  /** What would grant it, for the error: `the setting "scripts.allow.dns": true`. */
  readonly denied: string;
}

/** The capability, or a Lua error that says which setting allows it. `what` is the Lua name of what was called: `io.open`. */
export function granted<T extends object>(capability: T | Denied, what: string): T {
  return isDenied(capability) ? refuse(what, capability.denied) : capability;
}

/** Raises the Lua error that says what would allow `what`. */
export function refuse(what: string, needs: string): never {
  return raise(`'${what}' is not allowed here; it takes ${needs}`);
}

/** For callers that do without; `granted` raises the error. */
export function isDenied(capability: object): capability is Denied {
  return "denied" in capability;
}

/** A failure of the operating system that a script can handle: becomes `nil, message, number` (Lua 5.1 manual §5.7). */
export class HostFailure {
  /** The system's words: `No such file or directory`. */
  readonly message: string;
  /** The system's error number (`errno`), 0 where there is none. */
  readonly errno: number;
  constructor(message: string, errno: number) {
    this.message = message;
    this.errno = errno;
  }
}

export interface Host {
  /** Takes what `print` and, on the command line, `io.write` give out. A server appends it to LUA.OUT (VPOP3.md §1.2). */
  print(bytes: string): void;
  readonly clock: HostClock;
  readonly memory: HostMemory;
  readonly scripts: ScriptStore;
  /** Compiles Lua text at run time, for `load` and its relatives. Implementations cache by text, name and dialect. */
  compile(request: CompileRequest): CompileOutcome;
  /** The message authentication code of `text` (RFC 2104), as bytes. */
  hmac(algorithm: "sha1" | "sha256", text: string, key: string): string;
  /** Settles after `ms` milliseconds. All else that is ready to run does so before, however few they are. */
  sleep(ms: number): Promise<void>;
  /** Calls `act` after `ms` milliseconds, unless what it gives is called before. */
  after(ms: number, act: () => void): () => void;
  readonly files: HostFiles | Denied;
  readonly environment: HostEnvironment | Denied;
  readonly programs: HostPrograms | Denied;
  readonly dns: HostDns | Denied;
  readonly http: HostHttp | Denied;
  readonly whois: HostWhois | Denied;
  readonly settings: HostSettings | Denied;
  readonly users: HostUsers | Denied;
  /** The process itself: `os.exit`, standard streams, `os.execute`. Only `moonpost run` grants it. */
  readonly process: HostProcess | Denied;
  /** The message at hand; only while ProcessMessage runs (VPOP3.md §6.4). */
  readonly message: CurrentMessage | undefined;
}

export interface HostClock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number;
  /** Seconds of processor time used, for `os.clock`. */
  cpuSeconds(): number;
  /** The local time zone at an instant (milliseconds since the epoch). */
  zone(atMs: number): Zone;
}

/** The memory of the process, for `collectgarbage` and the memory limit. */
export interface HostMemory {
  /** True where other scripts and the server live in the same heap: then a script collects nothing, and has no finalisers. */
  readonly shared: boolean;
  /** Above so many bytes in use, scripts that allocated much get no more: what their instances hold together must not end the process. */
  readonly ceilingBytes: number;
  /** Bytes of JavaScript heap in use, garbage included. */
  usedBytes(): number;
  /** Bytes that were in use after all garbage was last collected here; 0 before. */
  leftBytes(): number;
  /** Collects garbage now, where the process can be told to. `lazily`: the script cannot tell, so little of what is older may wait. */
  collect(lazily?: boolean): void;
  /**
   * Takes out of `objects` those that nothing but `objects` leads to any more, and gives them; collects all other garbage. Costs tenths of
   * a second.
   */
  takeUnreachable(objects: object[]): object[];
}

export interface Zone {
  /** Seconds east of Greenwich. */
  readonly offsetSeconds: number;
  readonly daylightSaving: boolean;
  /** `CET`, for `%Z`. */
  readonly name: string;
}

/** Where `require`, `dofile` and `loadfile` find scripts. */
export interface ScriptStore {
  /** The script of that name, ignoring case (VPOP3.md §1.4), or undefined. */
  find(name: string): ScriptSource | UnreadableScript | undefined;
}

/** A file that is there but gives no text. */
export interface UnreadableScript {
  readonly failure: HostFailure;
  /** It can be opened, as a folder can. */
  readonly opened: boolean;
}

export interface ScriptSource {
  /** The name as Lua shows it in positions: `shared.lua`. */
  readonly name: string;
  /** The text as bytes. */
  readonly text: string;
}

export interface CompileRequest {
  readonly text: string;
  /** The chunk name as Lua has it: `@file.lua`, `=stdin`, or the text itself. */
  readonly chunkName: string;
  readonly dialect: Dialect;
  /** Levels of C's stack that are taken: the text has so many levels of syntax less. */
  readonly outerLevels?: number;
  /** It is to run with another environment than an instance's globals, if that does not change before it runs. */
  readonly ownEnvironment?: boolean;
  /**
   * Is told of the work, in steps of 20 to 30 ns, while it goes on; what it throws ends the compilation. A kept chunk costs what it
   * cost at first, so that the cost does not depend on other sessions. `bytes`: memory that the work takes, where it is not the usual one of so many steps.
   */
  readonly spend?: (steps: number, bytes?: number) => void;
  /** Is told before work begins that nothing can stop, and about how long it takes at most; what it throws ends the compilation. */
  readonly requireTime?: (ms: number) => void;
}

export type CompileOutcome =
  | {
      readonly kind: "compiled";
      /** Makes the main function of the chunk, with `environment` as its globals. */
      instantiate(environment: Value): LuaFunction;
    }
  /** `message` is worded as `luac` does: `smtpsvr.lua:3: unexpected symbol near '='`. */
  | { readonly kind: "refused"; readonly message: string };

/**
 * Files of the host. Every method may throw a `HostFailure`, or a Lua error (`refuse`) where the configuration allows reading only.
 */
export interface HostFiles {
  /** Opens a file; `mode` is C's: `r`, `w`, `a`, each with `+` and `b` if wanted, the latter two with `x`: not if the file is there. */
  open(path: string, mode: string): HostFile;
  /** A file without a name that goes when it is closed. */
  temporary(): HostFile;
  /** The name of a file that may be created; `os.tmpname`. */
  temporaryName(): string;
  /** Removes a file or an empty folder. */
  remove(path: string): void;
  rename(from: string, to: string): void;
  /** What is in a folder, without `.` and `..`, in the order of the system. */
  list(folder: string): readonly DirectoryEntry[];
}

export interface DirectoryEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly folder: boolean;
  readonly readOnly: boolean;
  readonly hidden: boolean;
  readonly createdMs: number;
  readonly accessedMs: number;
  readonly writtenMs: number;
}

/** The modes of `file:setvbuf`. */
export type Buffering = "no" | "full" | "line";

/** An open file; the io library buffers what it reads. Every method may throw a `HostFailure`. */
export interface HostFile {
  /** Up to `maxBytes` bytes from the present position, "" at the end. */
  read(maxBytes: number): string;
  /** Writes all bytes at the present position (at the end in mode `a`). */
  write(bytes: string): void;
  /** Moves the position; gives it, in bytes from the start. */
  seek(whence: "set" | "cur" | "end", offset: number): number;
  /** Hands written bytes that were kept back to the system. */
  flush(): void;
  /** Says how written bytes may be kept back: not, until there are many, or until a line ends. A host may always write at once. */
  buffer(mode: Buffering): void;
  /** Closes the file. For a program started by `popen`: waits for its end and tells how it ended. */
  close(): ProgramEnd | undefined;
}

export interface HostEnvironment {
  /** An environment variable, or undefined. */
  get(name: string): string | undefined;
  /** `package.path` and `package.cpath` begin with their defaults, whatever the variables say (`lua -E`). */
  readonly hasNoSearchPaths?: boolean;
}

/** How a program ended: its exit code, or the number of the signal that ended it. */
export interface ProgramEnd {
  readonly kind: "exit" | "signal";
  readonly code: number;
}

export interface TimedExecution {
  /** The program's exit code; −1 if it was not started or was ended for taking too long. */
  readonly exitCode: number;
  /** The system's error number from starting it; 0 if it started. */
  readonly errorCode: number;
  readonly timedOut: boolean;
}

export interface HostPrograms {
  /** Runs a command line without a shell window and ends it after `timeoutMs` (VPOP3.md §6.3). */
  timedExecute(commandLine: string, timeoutMs: number): Promise<TimedExecution>;
}

export interface HostProcess {
  readonly stdin: HostFile;
  readonly stdout: HostFile;
  readonly stderr: HostFile;
  /** Runs a command in the system's shell and waits for it; without a command: whether there is a shell. */
  execute(command: string): ProgramEnd;
  /** Starts a command in the system's shell with a pipe to (`w`) or from (`r`) it. */
  popen(command: string, mode: "r" | "w"): HostFile;
  /** Ends the process with this code. */
  exit(code: number): never;
}

export interface DnsQuery {
  readonly domain: string;
  /** The number of the record type: 1 A, 2 NS, 5 CNAME, 6 SOA, 12 PTR, 15 MX, 16 TXT … */
  readonly type: number;
  /** Servers to ask, in order (`ip` or `ip:port`); none: the system's. */
  readonly servers: readonly string[];
}

export interface DnsRecord {
  readonly domain: string;
  readonly section: "AN" | "NS" | "AR";
  /** `A`, `MX` …, or the number as text where the type has no name here. */
  readonly type: string;
  readonly ttl: number;
  readonly value: string;
  readonly mxPriority: number | undefined;
  readonly soa: SoaRecord | undefined;
}

export interface SoaRecord {
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expiry: number;
  readonly minimumTtl: number;
  readonly primaryNs: string;
  readonly responsibleEmail: string;
}

export type DnsOutcome =
  | { readonly kind: "records"; readonly records: readonly DnsRecord[] }
  /** `code` is the DNS response code (2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED …), or a code of `DNS_NO_ANSWER` and up for no answer. */
  | { readonly kind: "failed"; readonly code: number };

/** The error code that stands for "no server answered in time": Windows' WSAETIMEDOUT, which VPOP3 scripts may know. */
export const DNS_NO_ANSWER = 10060;

export interface HttpPage {
  readonly host: string;
  readonly file: string;
  readonly headers: readonly string[];
  readonly body: string;
  readonly errorInfo: string;
  readonly status: number;
  /** From the field Content-Length; undefined if the server did not send it. */
  readonly statedLength: number | undefined;
}

export interface HostDns {
  /** Asks the first of the servers that answers. Never rejects. */
  query(query: DnsQuery): Promise<DnsOutcome>;
}

export interface HostHttp {
  /** Gets a page; undefined where no answer came. Never rejects. */
  get(url: string): Promise<HttpPage | undefined>;
}

export type WhoisOutcome = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly detail: string };

export interface HostWhois {
  /** Asks a server (`host` or `host:port`). Never rejects. */
  query(server: string, query: string): Promise<WhoisOutcome>;
}

/** VPOP3's global settings (VPOP3.md §6.1). */
export interface HostSettings {
  get(name: string): Eventually<string | undefined>;
  /** False if there is no such setting. */
  set(name: string, value: string): Eventually<boolean>;
}

export interface ExpandedAddress {
  /** A mailbox name or an address. */
  readonly name: string;
  readonly list: boolean;
  /** True: a list that is not expanded into this result. Meaningful where `list` is true. */
  readonly deferredExpansion: boolean;
  readonly remote: boolean;
  readonly forwarded: boolean;
}

/** Users and addresses (VPOP3.md §6.1). */
export interface HostUsers {
  list(): Eventually<readonly string[]>;
  getSetting(user: string, name: string): Eventually<string | undefined>;
  /** False if there is no such user or setting. */
  setSetting(user: string, name: string, value: string): Eventually<boolean>;
  /** The recipients that mail to `address` would go to. `inMailIndex` −1: incoming or local SMTP. */
  expandAddress(address: string, inMailIndex: number): Eventually<readonly ExpandedAddress[]>;
}

/** The message that ProcessMessage judges; bytes as received. */
export interface CurrentMessage {
  readonly sizeBytes: number;
  /** The bytes from `start` (0-based) up to, not including, `end`. */
  read(start: number, end: number): string;
  /** Where the part with this IMAP-style path ("1.2") lies; `body` is the offset after its header. Undefined if there is none. */
  part(path: string): { readonly start: number; readonly body: number; readonly end: number } | undefined;
  /** The decoded bytes of attachment `number` (from 1), or undefined if there is none. */
  attachment(number: number): Eventually<string | undefined>;
  /** The read pointer of MessageSeek and GetMessageLine, a byte offset; starts at 0. */
  position: number;
}
