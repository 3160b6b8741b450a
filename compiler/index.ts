/**
 * The compiler: Lua text in, TypeScript and JavaScript out.
 *
 *     parse (parse/)  →  analyse (analyse/)  →  emit (emit/)
 *     Lua text           syntax tree            TypeScript, JavaScript, source map, ScriptInfo
 *
 * Pure: the same text and options give the same bytes; no files, clock or sockets.
 */
import type { ScriptInfo } from "../runtime/script-info.ts";
import type { Chunk, Dialect } from "./ast.ts";
import { type Diagnostic, syntaxDiagnostic } from "./diagnostics.ts";
import { FREE } from "./effort.ts";
import { analyse, type EmittedModule, emitModule, type PlacedText, type Segment } from "./emit/index.ts";
import type { EmitOptions } from "./emit/module.ts";
import { once } from "./emit/once.ts";
import { scriptInfo } from "./emit/script-info.ts";
import { withSharedLoopVariables } from "./emit/shared-loop-variables.ts";
import { encodeMappings, type SourceMap } from "./emit/source-map.ts";
import { BESIDE } from "./emit/text.ts";
import { LuaSyntaxError, parse } from "./parse/index.ts";
import { COMPILER_VERSION } from "./version.ts";

export { needsDebugMode } from "./emit/debug-mode.ts";
export { type ChunkFactory, type Evaluated, evaluate } from "./evaluate.ts";
export { LuaSyntaxError } from "./parse/index.ts";

export interface CompileOptions {
  /** As Lua messages name the script: `smtpsvr.lua`. */
  readonly fileName: string;
  readonly dialect: Dialect;
  /** For a debugger (emit/stepping.ts). */
  readonly stepping?: boolean;
}

/** What became of a script: modules, or the reasons why there are none. */
export type CompileResult = Compiled | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

type Compiled = { readonly kind: "compiled" } & CompiledScript;

/** What only people and debuggers read (`typescript`, `typescriptLines`, `sourceMap`) is written at the first look. */
export interface CompiledScript {
  /** The typed module: what people read and `tsc --strict` checks. */
  readonly typescript: string;
  /** What runs: `evaluate` makes the factory of it. */
  readonly javascript: string;
  /** From the JavaScript to the `.lua` file, as JSON text. */
  readonly sourceMap: string;
  /** Lines and functions by their places in the JavaScript, for `doorFor`. */
  readonly info: ScriptInfo;
  /** For each line of the TypeScript (from 0) the Lua line it came of, 0 for none. */
  readonly typescriptLines: readonly number[];
}

/** The tree that both languages are emitted from. Rewriting 5.0's loops notes in their variables that they are assigned, so it is done once. */
function emittedTree(chunk: Chunk, dialect: Dialect): Chunk {
  return dialect === "5.0" ? withSharedLoopVariables(chunk) : chunk;
}

/** Compiles a script for an artefact. `source` is a byte string (one char code 0–255 a byte). A syntax error is a result, not a throw. */
export async function compile(source: string, options: CompileOptions): Promise<CompileResult> {
  const { fileName, dialect } = options;
  try {
    return compileChunk(parse(source, { chunkName: fileName, dialect }), options);
  } catch (error) {
    if (error instanceof LuaSyntaxError) return { kind: "refused", diagnostics: [syntaxDiagnostic(error, fileName)] };
    throw error;
  }
}

/** The same of a script that was parsed as `fileName` in this dialect. To be done once for a tree, when nothing else will look at its variables. */
export function compileChunk(parsed: Chunk, { fileName, dialect, stepping = false }: CompileOptions): Compiled {
  const chunk = emittedTree(parsed, dialect);
  const analysed = analyse(chunk, {});
  const emit = (types: boolean): EmittedModule =>
    emitModule(analysed, { fileName, dialect, types, indented: !stepping, stepping, compilerVersion: COMPILER_VERSION });
  const emitted = emit(false);
  const { text: javascript, segments } = emitted;
  const module = once(() => (stepping ? NO_MODULE : emit(true)));
  const map = once(() => JSON.stringify(sourceMap(fileName, chunk.source, segments, stepping)));
  const lines = once(() => linesOf(module()));
  return {
    kind: "compiled",
    get typescript(): string {
      return module().text;
    },
    javascript,
    get sourceMap(): string {
      return map();
    },
    info: scriptInfo(`@${fileName}`, emitted),
    get typescriptLines(): readonly number[] {
      return lines();
    },
  };
}

/** `debugging`: in debug mode whatever the text mentions; `mayRegister`: see the runtime's names. */
export interface LoadOptions
  extends Pick<
    EmitOptions,
    "dialect" | "debugging" | "renewing" | "suspendEverywhere" | "spend" | "mayRegister" | "stepping" | "stops"
  > {
  /** The chunk's name as messages show it: `[string "x = 1"]`. */
  readonly shownName: string;
  /** As it was given: `=stdin`, `@x.lua`, or the text. */
  readonly chunkName: string;
  /** Levels of syntax that are not there for the text: see `ParseOptions`. */
  readonly outerLevels?: number;
  /** Globals go through an environment table that can be replaced, as for `load` with an environment of its own. */
  readonly explicitEnvironment?: boolean;
  /** Skip a first line that begins with `#`: for files. */
  readonly isFile?: boolean;
  /** What the JavaScript will be known by (`doorFor`): marks its functions, so that the runtime can tell them from identical ones. */
  readonly url?: string;
}

/** What is compiled for a debugger is read in Lua. */
const NO_MODULE: PlacedText = { text: "", segments: [] };

/** What a program needs to see an object become garbage. */
const GARBAGE = /\b(?:__mode|__gc|newproxy)\b/;

/** True for a text whose chunk may watch garbage being collected: it is to be `renewing`. */
export function watchesGarbage(source: string): boolean {
  return GARBAGE.test(source);
}

export interface LoadedText {
  readonly javascript: string;
  readonly info: ScriptInfo;
  /** The text with the line ends that places count in. */
  readonly text: string;
  /** How many levels of syntax it takes. */
  readonly levels: number;
  /** The map from the JavaScript to the Lua text, as JSON: made when a debugger wants it. */
  readonly sourceMap: () => string;
}

/**
 * Compiles at run time, for `load` and its relatives: synchronous, straight to JavaScript. `text` is the Lua text with its line ends normalised.
 * Throws `LuaSyntaxError`.
 */
export function compileForLoad(source: string, options: LoadOptions): LoadedText {
  const { shownName, chunkName, outerLevels = 0, isFile = false, explicitEnvironment = false, url, ...emitting } = options;
  const { dialect, debugging = false, spend = FREE } = emitting;
  const parsed = parse(source, {
    chunkName: shownName,
    dialect,
    outerLevels,
    skipFirstLine: isFile,
    environmentUpvalue: debugging,
    spend,
  });
  // 5.0 and 5.1 can replace the environments of its functions, too.
  const ownEnvironments = parsed.ownEnvironments || dialect === "5.0" || dialect === "5.1";
  const chunk = emittedTree(explicitEnvironment ? { ...parsed, explicitEnvironment, ownEnvironments } : parsed, dialect);
  const emitted = emitModule(analyse(chunk, { debugging, spend }), {
    ...emitting,
    fileName: shownName,
    types: false,
    indented: false,
    mark: url,
    compilerVersion: COMPILER_VERSION,
  });
  const { text: javascript, segments } = emitted;
  const info = scriptInfo(chunkName, emitted);
  const map = (): string => JSON.stringify(sourceMap(shownName, chunk.source, segments, emitting.stepping));
  return { javascript, info, text: chunk.source, levels: chunk.levels, sourceMap: map };
}

/** `wholeLines`: all places of a Lua line are one place, which debuggers step over at once. */
function sourceMap(fileName: string, source: string, segments: readonly Segment[], wholeLines: boolean | undefined): SourceMap {
  // The line of a place is looked for once for all places in it: a text may be one long line.
  let start = 0;
  let end = -1;
  const mappings = segments.map(({ line, column, luaLine, luaOffset }) => {
    if (luaOffset < start || luaOffset > end) {
      start = luaOffset <= 0 ? 0 : source.lastIndexOf("\n", luaOffset - 1) + 1;
      const next = source.indexOf("\n", Math.max(0, luaOffset));
      end = next < 0 ? source.length : next;
    }
    const inLine = luaOffset - start;
    const originalColumn = wholeLines ? (luaOffset === BESIDE ? 1 : 0) : inLine;
    return { line, column, originalLine: Math.max(0, luaLine - 1), originalColumn };
  });
  const content = Buffer.from(source, "latin1").toString("utf8");
  return {
    version: 3,
    file: `${fileName}.js`,
    sources: [fileName],
    sourcesContent: [content],
    names: [],
    mappings: encodeMappings(mappings),
  };
}

function linesOf({ text, segments }: PlacedText): number[] {
  const lines: number[] = Array.from({ length: text.split("\n").length }, () => 0);
  for (const segment of segments) if (lines[segment.line] === 0) lines[segment.line] = segment.luaLine;
  return lines;
}
