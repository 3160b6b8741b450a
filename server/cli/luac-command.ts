/**
 * `bin/lua5.xc`: the `luac` program of that version. There is no bytecode: what it writes is what `string.dump` gives, Lua source behind the
 * header of a precompiled chunk; what it lists is the JavaScript that runs.
 *
 * Governing text: luac.c of 5.0.3, 5.1.5 and 5.2.4 (`doargs`, `pmain`).
 */
import { openSync, readFileSync, writeFileSync } from "node:fs";
import type { Dialect } from "../../compiler/ast.ts";
import { compileForLoad, LuaSyntaxError } from "../../compiler/index.ts";
import { combinedDump, type Dump, dumpedText, headerFault, partsOf, undumped } from "../../runtime/dump.ts";
import { shortSource } from "../../runtime/script-info.ts";
import { systemFailure } from "../host/system-error.ts";
import { EXIT, systemErrorCode } from "../operator-error.ts";
import { VERSION } from "../version.ts";
import { bytesOf } from "./script-end.ts";

const OUTPUT = "luac.out";
const STANDARD_STREAM = "-";
const BYTE_ORDER_MARK = "\xef\xbb\xbf";

interface Options {
  files: string[];
  list: boolean;
  dump: boolean;
  strip: boolean;
  version: boolean;
  output: string;
}

/** What ends the program with a message. */
class Fatal extends Error {}
class WrongUse extends Error {}

/** Runs the program and gives its exit code. Messages begin with `command`. */
export function luacCommand(args: readonly string[], dialect: Dialect, command: string): number {
  try {
    const options = readOptions(args, dialect);
    if (options.version) process.stdout.write(`Lua ${dialect}  Moonpost ${VERSION}  Copyright (C) 2026 The Moonpost authors\n`);
    if (options.version && options.files.length === 0) return EXIT.ok;
    if (options.files.length === 0) throw new WrongUse("no input files given");
    const chunks = options.files.flatMap((file) => readChunks(file, dialect));
    const stripped = options.strip ? chunks.map((chunk) => ({ ...chunk, chunkName: "=?" })) : chunks;
    const codes = stripped.map((chunk) => compiled(chunk, dialect)); // mistakes are told with the file's own lines
    if (options.list) for (const [i, chunk] of stripped.entries()) list(chunk, codes[i] ?? "", dialect);
    const [only] = stripped;
    const dump = stripped.length === 1 && only !== undefined ? only : combinedDump(stripped, dialect);
    if (options.dump) writeOutput(options.output, Buffer.from(dumpedText(dump, dialect), "latin1"));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof Fatal || error instanceof WrongUse || error instanceof LuaSyntaxError)) throw error;
    const usage = error instanceof WrongUse ? usageText(command, dialect) : "";
    process.stderr.write(Buffer.from(`${bytesOf(command)}: ${error.message}\n${bytesOf(usage)}`, "latin1"));
    return EXIT.failed;
  }
}

function readOptions(args: readonly string[], dialect: Dialect): Options {
  const options: Options = { files: [], list: false, dump: true, strip: false, version: false, output: OUTPUT };
  let at = 0;
  for (; at < args.length; at++) {
    const option = args[at] ?? "";
    if (!option.startsWith("-") || option === STANDARD_STREAM) break;
    if (option === "--") {
      at++;
      break;
    }
    if (option === "-l") options.list = true;
    else if (option === "-p") options.dump = false;
    else if (option === "-s") options.strip = true;
    else if (option === "-v") options.version = true;
    else if (option === "-o") {
      const output = args[++at];
      const isOption = dialect === "5.2" && output !== STANDARD_STREAM && output?.startsWith("-") === true;
      if (output === undefined || output === "" || isOption) throw new WrongUse("'-o' needs argument");
      options.output = output;
    } else throw new WrongUse(`unrecognized option '${option}'`);
  }
  options.files = args.slice(at);
  if (options.files.length === 0 && (options.list || !options.dump)) {
    options.files = [OUTPUT];
    options.dump = false;
  }
  return options;
}

/** The chunks of a file: several, if it was made of several. */
function readChunks(file: string, dialect: Dialect): Dump[] {
  const bytes = readText(file);
  const text = (dialect === "5.2" && bytes.startsWith(BYTE_ORDER_MARK) ? bytes.slice(BYTE_ORDER_MARK.length) : bytes).replace(
    /^#[^\n]*/,
    "",
  );
  const chunkName = file === STANDARD_STREAM ? "=stdin" : `@${bytesOf(file)}`;
  if (!text.startsWith("\x1b")) return [{ kind: "chunk", chunkName, text }];
  const dump = undumped(text, dialect);
  const chunks = dump?.kind === "chunks" ? partsOf(dump, dialect) : dump && [dump];
  if (chunks === undefined) throw new Fatal(`${chunkName.slice(1)}: ${headerFault(text, dialect)}`);
  return chunks;
}

function readText(file: string): string {
  try {
    return readFileSync(file === STANDARD_STREAM ? 0 : file, "latin1");
  } catch (error) {
    throw fileFault(systemErrorCode(error) === "EISDIR" ? "read" : "open", file, error);
  }
}

function writeOutput(file: string, bytes: Buffer): void {
  let opened = false;
  try {
    const descriptor = file === STANDARD_STREAM ? 1 : openSync(file, "w");
    opened = true;
    writeFileSync(descriptor, bytes);
  } catch (error) {
    throw fileFault(opened ? "close" : "open", file, error); // C writes what its buffer holds when it closes
  }
}

function fileFault(action: "open" | "read" | "close", file: string, error: unknown): Fatal {
  return new Fatal(`cannot ${action} ${bytesOf(file)}: ${systemFailure(error).message}`);
}

function compiled({ chunkName, text }: Dump, dialect: Dialect): string {
  const shownName = shortSource(chunkName, dialect);
  return compileForLoad(text, { shownName, chunkName, dialect, explicitEnvironment: false, debugging: false }).javascript;
}

function list({ chunkName }: Dump, javascript: string, dialect: Dialect): void {
  const lines = javascript.trimEnd().split("\n");
  const head = `\nmain <${shortSource(chunkName, dialect)}:0,0> (${lines.length} lines of JavaScript)\n`;
  process.stdout.write(Buffer.from(`${head}${lines.map((line) => `\t${line}\n`).join("")}`, "latin1"));
}

function usageText(command: string, dialect: Dialect): string {
  const since52 = dialect === "5.2";
  return `usage: ${command} [options] [filenames]${since52 ? "" : "."}
Available options are:
${since52 ? "" : "  -        process stdin\n"}  -l       list${since52 ? " (use -l -l for full listing)" : ""}
  -o name  output to file 'name' (default is "${OUTPUT}")
  -p       parse only
  -s       strip debug information
  -v       show version information
  --       stop handling options
${since52 ? "  -        stop handling options and process stdin\n" : ""}`;
}
