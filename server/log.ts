/**
 * The log (pino) and VPOP3's own two files: LUA.OUT, which gets what scripts print, and LUAERRORS.LOG, which gets failing hooks
 * (VPOP3.md §1.2, §1.3).
 *
 * Events carry data as fields and a short message; `room` names the part of the server (`smtp`, `queue`, `scripts`). On a
 * terminal each is one line for people, elsewhere one JSON line. Passwords and tokens are redacted wherever they stand.
 */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { type DestinationStream, destination, type Logger, multistream, pino, stdSerializers } from "pino";
import type { Config } from "./config.ts";
import { OperatorError } from "./operator-error.ts";
import { printable } from "./printable.ts";

export type { Logger } from "pino";

/** Where a line of bytes goes, in order. Never throws; what can't be written is reported once in the log. */
export interface LineFile {
  /** Appends `line`, one char a byte (a Lua string), and a line end. */
  append(line: string): void;
}

export interface Log {
  readonly log: Logger;
  /** LUA.OUT: what scripts print. */
  readonly luaOutput: LineFile;
  /** LUAERRORS.LOG. */
  readonly luaErrors: LineFile;
  /** Opens the files anew, after something has renamed them. */
  reopen(): void;
  /** Writes everything that is still in memory. Call it once, at the end. */
  flush(): void;
}

const SECRET_KEYS = ["password", "pass", "credentials", "token", "authorization"];

/** Opens the log that `logging` describes (with absolute paths, as `readConfig` returns them). `console` gets the console's lines. */
export function openLog(logging: Config["logging"], console: NodeJS.WriteStream): Log {
  const text = logging.format === "text" || (logging.format === "auto" && console.isTTY === true);
  const toConsole: DestinationStream = { write: (line) => void console.write(text ? readableLine(line, console) : line) };
  const file = logging.file === "" ? undefined : openFile(logging.file, '"logging.file"');
  const log = pino(
    {
      level: logging.level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
      serializers: { error: stdSerializers.err },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "(secret)" },
    },
    file
      ? multistream([
          { level: "trace", stream: toConsole },
          { level: "trace", stream: file },
        ])
      : toConsole,
  );
  const lua = [
    lineFile(logging.luaOutput, '"dataFolder" (or "logging.luaOutput")', log),
    lineFile(logging.luaErrors, '"dataFolder" (or "logging.luaErrors")', log),
  ] as const;
  const files = [...(file ? [{ path: logging.file, stream: file }] : []), ...lua];
  return {
    log,
    luaOutput: lua[0],
    luaErrors: lua[1],
    reopen: () => {
      for (const { path, stream } of files) stream.reopen(path);
    },
    flush: () => {
      for (const { stream } of files) stream.flushSync();
    },
  };
}

type FileStream = ReturnType<typeof destination>;

/** Makes the file's folder and opens it; whoever wrote the configuration reads which key is in the way. */
function openFile(path: string, key: string, options: Parameters<typeof destination>[0] & object = {}): FileStream {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return destination({ dest: path, append: true, sync: true, ...options });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(`can't write the log file ${path}: ${reason}; set ${key}`);
  }
}

function lineFile(path: string, key: string, log: Logger): LineFile & { readonly path: string; readonly stream: FileStream } {
  // Buffered, because a script may print in a loop; written at the latest after a second and at the end. Synchronous, so that
  // it is open at once and `flush` works in the middle of a crash; a write of 4 KB costs some 10 µs.
  const stream = openFile(path, key, { minLength: 4096, periodicFlush: 1000, contentMode: "buffer" });
  let failed = false;
  stream.on("error", (error: unknown) => {
    if (!failed) log.error({ file: path, error }, "can't write the file; its lines are lost until it can be written again");
    failed = true;
  });
  stream.on("drain", () => {
    failed = false;
  });
  return {
    path,
    stream,
    // sonic-boom's declaration knows strings only; with `contentMode: "buffer"` it takes buffers and nothing else.
    append: (line) => void stream.write(Buffer.from(`${line}\n`, "latin1") as unknown as string),
  };
}

const COLOURS: Readonly<Record<string, number>> = { debug: 90, info: 32, warn: 33, error: 31, fatal: 31 };
const OWN_FIELDS = new Set(["level", "time", "room", "msg", "error"]);

/** `09:31:02 info  smtp     message key=value …`; an error's stack follows on lines of its own. */
function readableLine(json: string, console: NodeJS.WriteStream): string {
  // What pino wrote just now: an object with our own fields.
  const event = JSON.parse(json) as Record<string, unknown>;
  const level = String(event.level);
  const fields = Object.entries(event)
    .filter(([key]) => !OWN_FIELDS.has(key))
    .map(([key, value]) => `${key}=${fieldText(value)}`);
  const time = new Date(String(event.time)).toTimeString().slice(0, 8);
  const colour = console.isTTY && console.hasColors() ? (COLOURS[level] ?? 0) : 0;
  const label = colour ? `\x1b[${colour}m${level.padEnd(5)}\x1b[0m` : level.padEnd(5);
  const parts = [String(event.room ?? "").padEnd(8), String(event.msg ?? ""), ...fields];
  return `${time} ${label} ${printable(`${parts.join(" ")}\n${errorText(event.error)}`)}`;
}

function fieldText(value: unknown): string {
  if (typeof value === "string") return /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
  return JSON.stringify(value);
}

function errorText(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const { stack, message } = error as { stack?: unknown; message?: unknown }; // pino's own serialiser made it
  return `${String(stack ?? message).replaceAll(/^/gm, "         ")}\n`;
}
