/**
 * Reads a configuration file (`moonpost.config.json` or `.ts`) and checks it against `config.ts`. What is wrong is reported all
 * at once, one line a problem: path, what was expected, what was found, and the nearest known key.
 */
import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { nearestName } from "../compiler/check/nearest-name.ts";
import { type Config, configSchema } from "./config.ts";
import { EXIT, OperatorError, systemErrorCode } from "./operator-error.ts";

/** The names under which a configuration is looked for when none is given. */
export const CONFIG_FILE_NAMES: readonly string[] = ["moonpost.config.json", "moonpost.config.ts"];

/**
 * The configuration in `file`, defaults filled in and paths absolute.
 * Throws an OperatorError (exit code 2) if the file can't be read or has problems.
 */
export async function readConfig(file: string): Promise<Config> {
  const absolute = resolve(file);
  const input = absolute.endsWith(".json") ? await readJson(absolute) : await importConfig(absolute);
  return checkConfig(input, basename(file), dirname(absolute));
}

/**
 * `input` checked and completed; relative paths are made absolute from `folder`. `source` names the input in messages.
 * Throws an OperatorError with a line for each problem.
 */
export function checkConfig(input: unknown, source: string, folder: string): Config {
  // Without the code that zod would generate: it pays where an object is read a thousand times.
  const parsed = configSchema.safeParse(input, { jitless: true });
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, input));
    throw new OperatorError(problems.map((problem) => `${source}: ${problem}`).join("\n"), EXIT.usage);
  }
  return withAbsolutePaths(parsed.data, folder);
}

function withAbsolutePaths(config: Config, folder: string): Config {
  const dataFolder = resolve(folder, config.dataFolder);
  const inData = (path: string) => resolve(dataFolder, path);
  const orEmpty = (path: string, base: string) => (path === "" ? "" : resolve(base, path));
  return {
    ...config,
    hostName: config.hostName || hostname(),
    dataFolder,
    logging: {
      ...config.logging,
      file: orEmpty(config.logging.file, folder),
      luaOutput: inData(config.logging.luaOutput),
      luaErrors: inData(config.logging.luaErrors),
    },
    scripts: {
      ...config.scripts,
      folder: resolve(folder, config.scripts.folder),
      artefact: orEmpty(config.scripts.artefact, folder),
      allow: { ...config.scripts.allow, filesFolder: inData(config.scripts.allow.filesFolder) },
    },
    services: config.services.map((service) => ({
      ...service,
      tls: { ...service.tls, certificate: orEmpty(service.tls.certificate, folder), key: orEmpty(service.tls.key, folder) },
    })),
    queue: {
      ...config.queue,
      file: inData(config.queue.file),
      messagesFolder: inData(config.queue.messagesFolder),
      mailboxFolder: inData(config.queue.mailboxFolder),
    },
    outbox: { ...config.outbox, folder: inData(config.outbox.folder) },
    admin: { ...config.admin, socket: config.admin.socket || defaultSocket(dataFolder) },
  };
}

/** Windows has no socket files that Node can use: there it is a named pipe. */
function defaultSocket(dataFolder: string): string {
  if (process.platform === "win32") return `\\\\.\\pipe\\moonpost-${dataFolder.replaceAll(/[^a-z0-9]+/gi, "-")}`;
  return join(dataFolder, "moonpost.sock");
}

async function readJson(file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new OperatorError(`${basename(file)}: not JSON: ${jsonProblem(text, error)}`, EXIT.usage);
  }
}

async function importConfig(file: string): Promise<unknown> {
  try {
    await readFile(file);
  } catch (error) {
    throw unreadable(file, error);
  }
  if (!/\.[cm]?[jt]s$/.test(file)) {
    throw new OperatorError(`${basename(file)}: expected a .json or .ts file; rename it to moonpost.config.json`, EXIT.usage);
  }
  let module: unknown;
  try {
    module = await import(pathToFileURL(file).href);
  } catch (error) {
    throw new OperatorError(`${basename(file)}: ${importProblem(file, error)}`, EXIT.usage);
  }
  if (typeof module === "object" && module !== null && "default" in module) return module.default;
  throw new OperatorError(`${basename(file)}: expected \`export default { … }\`, found no default export`, EXIT.usage);
}

/** Node names the line in the stack only: at its head where the text is wrong, in its first frame of the file where it throws. */
function importProblem(file: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const stack = error.stack ?? "";
  const at = stack.indexOf(`${basename(file)}:`);
  const line = at === -1 ? null : /^\d+/.exec(stack.slice(at + basename(file).length + 1));
  return line === null ? error.message : `line ${line[0]}: ${error.message}`;
}

function unreadable(file: string, error: unknown): OperatorError {
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "there is no such file; check the path after --config",
    EACCES: "no permission to read it",
    EISDIR: "it is a folder; name the file in it",
  };
  const code = systemErrorCode(error);
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
  return new OperatorError(`can't read the configuration ${file}: ${reason}`, EXIT.usage);
}

/** V8 words its JSON errors with an offset; people look for lines. */
function jsonProblem(text: string, error: unknown): string {
  if (text.trim() === "") return "the file is empty; write {} for all defaults";
  const message = error instanceof Error ? error.message : String(error);
  const offset = /at position (\d+)/.exec(message)?.[1] ?? (message.startsWith("Unexpected") ? unexpectedAt(text) : undefined);
  const what = message.replace(/ in JSON at position.*$/s, "").replace(/, (\.{3})?".*"(\.{3})? is not valid JSON$/s, "");
  if (offset === undefined) return what;
  const before = text.slice(0, Number(offset)).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}: ${what}`;
}

/**
 * The offset of the first char that can't stand where it does, or the text's length. V8 keeps it to itself where it quotes the text
 * instead; but only a prefix that has that char in it is refused for a token.
 */
function unexpectedAt(text: string): number {
  let good = 0;
  let bad = text.length + 1;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (middle <= text.length && !hasUnexpectedToken(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return Math.min(bad - 1, text.trimEnd().length);
}

function hasUnexpectedToken(text: string): boolean {
  try {
    JSON.parse(text);
    return false;
  } catch (error) {
    return error instanceof Error && error.message.startsWith("Unexpected token");
  }
}

function describeIssue(issue: z.core.$ZodIssue, input: unknown): string[] {
  const path = pathText(issue.path);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(issue.path);
    return issue.keys.map((key) => {
      const nearest = nearestName(key, known);
      const hint = nearest ? `did you mean "${nearest}"?` : `known here: ${known.join(", ")}`;
      return `${pathText([...issue.path, key])}: unknown key, found ${found(valueAt(input, [...issue.path, key]))}; ${hint}`;
    });
  }
  const value = valueAt(input, issue.path);
  const nearest =
    issue.code === "invalid_value" && typeof value === "string" ? nearestName(value, issue.values.map(String)) : undefined;
  return [`${path}: expected ${expected(issue)}, found ${found(value)}${nearest ? `; did you mean "${nearest}"?` : ""}`];
}

const KINDS: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "text in quotes",
  boolean: "true or false",
  array: "a list [ … ]",
  object: "an object { … }",
  record: "an object { … }",
};

function expected(issue: z.core.$ZodIssue): string {
  const size = (n: number | bigint) => (n === 1n || n === 1 ? "at least one entry" : `at least ${n} entries`);
  switch (issue.code) {
    case "invalid_type":
      return KINDS[issue.expected] ?? issue.expected;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    case "too_big":
      return `at most ${issue.maximum}`;
    case "too_small":
      if (issue.origin === "string") return "text that is not empty";
      return issue.origin === "array" ? size(issue.minimum) : `at least ${issue.minimum}`;
    default:
      return issue.message;
  }
}

function found(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  if (typeof value === "function") return "a function";
  const text = typeof value === "string" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** `services[0].tls.mode`; the whole configuration is called so. */
function pathText(path: readonly PropertyKey[]): string {
  let text = "";
  for (const key of path) text += typeof key === "number" ? `[${key}]` : `${text ? "." : ""}${String(key)}`;
  return text || "the configuration";
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key]; // an own property of an object, checked above
  }
  return value;
}

/** The keys that the schema knows at `path`. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schema: z.core.$ZodType = configSchema;
  for (const key of [...path, undefined]) {
    while (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional) {
      schema = schema.def.innerType;
    }
    if (key === undefined) break;
    if (schema instanceof z.ZodArray) schema = schema.def.element;
    else if (schema instanceof z.ZodObject) schema = schema.def.shape[String(key)] ?? schema;
    else return [];
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.def.shape).filter((key) => key !== "$schema") : [];
}
