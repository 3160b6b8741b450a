/**
 * Compiles what scripts load while they run (`load`, `dofile`, `require`): synchronously, kept by text, so that a script that each
 * session requires is compiled once.
 */
import { resolve } from "node:path";
import { compileForLoad, evaluate, LuaSyntaxError, needsDebugMode, watchesGarbage } from "../../compiler/index.ts";
import { BoundedCache } from "../../runtime/bounded-cache.ts";
import { inDebugMode } from "../../runtime/debug-stack.ts";
import { GlobalTable } from "../../runtime/globals.ts";
import type { CompileOutcome, CompileRequest } from "../../runtime/host.ts";
import { doorFor } from "../../runtime/index.ts";
import type { ScriptModule } from "../../runtime/instance.ts";
import { rt } from "../../runtime/machine.ts";
import { mayRegister } from "../../runtime/names.ts";
import { shortSource } from "../../runtime/script-info.ts";
import { firstCompilations } from "./first-compilations.ts";
import { fileUrl, hasDebugger, withInlineMap } from "./source-maps.ts";

/** Kept are chunks of at most twice so many characters, their texts and what became of them. */
const KEPT_CHARACTERS = 8_000_000;
/** Levels of syntax that texts have in all versions; one that was kept is refused where too many are taken. */
const MOST_LEVELS = 200;
/**
 * Steps for each character of JavaScript. V8 compiles it when it is evaluated and when it first runs, in 30 to 100 ns, and nothing can stop V8: they are so
 * many that the usual fuel (docs/limits.md) ends a call before V8 gets more at once than it reads in about half a second.
 */
const V8_STEPS = 8;
/** Milliseconds that V8 takes for each at most. */
const V8_MS = 1e-4;
/** Bytes for each: the text, and what V8 makes of it. */
const V8_BYTES = 4;
/** Characters that a chunk weighs besides. */
const CHUNK_WEIGHT = 10_000;

interface Chunk {
  readonly chunk: ScriptModule["chunk"];
  /** How many levels of syntax it takes. */
  readonly levels: number;
  /** Steps that compiling it took. */
  readonly steps: number;
  /** Characters of its JavaScript. */
  readonly size: number;
}

/**
 * The `compile` of hosts; one serves all instances of the process. Chunks called `@file` lie in `folder`: debuggers look for them there.
 * `debugging`: chunks that look into running code, and what they load, are compiled in debug mode (compiler/emit/debug-mode.ts), and chunks that
 * watch garbage so that nothing is kept alive that Lua's stack does not hold. `stops`: a debugger stops where the first chunk begins.
 */
export function compileAtRunTime(folder = ".", debugging = false, stops = false): (request: CompileRequest) => CompileOutcome {
  let stop = stops;
  const compiling = firstCompilations();
  const chunks = new BoundedCache<Chunk>(KEPT_CHARACTERS, KEPT_CHARACTERS, (key, { size }) => CHUNK_WEIGHT + key.length + size);
  const chunkOf = (request: CompileRequest, explicitEnvironment: boolean): ScriptModule["chunk"] => {
    const { text, chunkName, dialect, outerLevels = 0 } = request;
    const debug = debugging && (needsDebugMode(text) || inDebugMode());
    const renewing = debugging && watchesGarbage(text);
    const key = `${dialect} ${explicitEnvironment} ${debug} ${chunkName.length} ${chunkName}${text}`;
    const kept = chunks.get(key);
    if (kept !== undefined && kept.levels + outerLevels <= MOST_LEVELS) {
      request.spend?.(kept.steps, 0);
      return kept.chunk;
    }
    let steps = 0;
    const spend = (more: number): void => {
      steps += more;
      request.spend?.(more);
    };
    const shownName = shortSource(chunkName, dialect, true);
    const stepping = hasDebugger();
    const url = `moonpost:load/${rt.nextPlace}`; // where its own places begin, and nobody else's
    const compiled = compiling(text.length, () =>
      compileForLoad(text, {
        shownName,
        chunkName,
        dialect,
        outerLevels,
        explicitEnvironment,
        debugging: debug,
        renewing,
        spend,
        mayRegister,
        stepping,
        stops: stop,
        url,
      }),
    );
    stop = false;
    const { info, levels, text: source } = compiled;
    const { length } = compiled.javascript;
    steps += length * V8_STEPS;
    request.spend?.(length * V8_STEPS, length * V8_BYTES);
    request.requireTime?.(length * V8_MS);
    const sourceUrl = chunkName.startsWith("@") ? fileUrl(resolve(folder, textOf(chunkName.slice(1)))) : `${url}.lua`;
    const javascript = stepping ? withInlineMap(compiled.javascript, compiled.sourceMap(), sourceUrl) : compiled.javascript;
    const chunk = evaluate(javascript, url).factory(doorFor(url, info, { dialect, temporary: true, text: source }));
    chunks.set(key, { chunk, levels, steps, size: javascript.length });
    return chunk;
  };
  return (request) => {
    try {
      const { ownEnvironment = false } = request;
      const chunk = chunkOf(request, ownEnvironment);
      return {
        kind: "compiled",
        instantiate: (environment) => {
          const own = !(environment instanceof GlobalTable);
          const present = own === ownEnvironment ? chunk : chunkOf(request, own);
          // Globals of a script instance have cells; any other environment is read and written as a table.
          return present(own ? { cell: noCells, table: environment, isWatched: false, emptied: () => undefined } : environment);
        },
      };
    } catch (error) {
      if (error instanceof LuaSyntaxError) return { kind: "refused", message: error.message };
      throw error;
    }
  };
}

/** A chunk's name is bytes, a path is text. */
function textOf(name: string): string {
  return Buffer.from(name, "latin1").toString("utf8");
}

function noCells(name: string): never {
  throw new Error(`a chunk with an environment of its own asked for the cell of ${name}`);
}
