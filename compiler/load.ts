/**
 * Compiling at run time, for `load` and its relatives: what a host gives the runtime as `compile`. Chunks are cached, because scripts tend
 * to load the same text again and again.
 */
import type { CompileOutcome, CompileRequest } from "../runtime/host.ts";
import { doorFor } from "../runtime/index.ts";
import { rt } from "../runtime/machine.ts";
import { shortSource } from "../runtime/script-info.ts";
import { LuaTable } from "../runtime/table.ts";
import type { Environment } from "../runtime/globals.ts";
import type { LuaFunction, Value } from "../runtime/value.ts";
import { compileForLoad, evaluate, LuaSyntaxError } from "./index.ts";

/** Chunks kept; the one unused for longest goes first. */
const MAX_CHUNKS = 256;
/** Longer texts are not kept. */
const MAX_TEXT = 1 << 16;

type Chunk = (environment: Environment) => LuaFunction;

/** A compile function with a cache of its own. Chunks get names like `load:7` in JavaScript stacks. */
export function compileChunk(): (request: CompileRequest) => CompileOutcome {
  const cache = new Map<string, CompileOutcome>();
  let count = 0;
  return (request) => {
    const { text, chunkName, dialect } = request;
    const key = `${dialect}\0${chunkName}\0${text}`;
    const known = cache.get(key);
    if (known !== undefined) {
      cache.delete(key);
      cache.set(key, known);
      return known;
    }
    count++;
    const outcome = compileNow(request, `load:${count}`);
    if (text.length <= MAX_TEXT) {
      cache.set(key, outcome);
      const oldest = cache.size > MAX_CHUNKS ? cache.keys().next().value : undefined;
      if (oldest !== undefined) cache.delete(oldest);
    }
    return outcome;
  };
}

function compileNow(request: CompileRequest, url: string): CompileOutcome {
  const { text, chunkName, dialect } = request;
  const shownName = shortSource(chunkName, dialect);
  const make = (explicitEnvironment: boolean, name: string): Chunk => {
    const { javascript, info } = compileForLoad(text, {
      shownName,
      chunkName,
      dialect,
      explicitEnvironment,
      isFile: chunkName.startsWith("@"),
    });
    return evaluate(javascript, name).factory(doorFor(name, info, { dialect }));
  };
  try {
    const usual = make(false, url);
    let replaceable: Chunk | undefined;
    return {
      kind: "compiled",
      instantiate: (environment) => {
        if (environment === rt.realm.globals) return usual(rt.realm.globals);
        replaceable ??= make(true, `${url}:environment`);
        return replaceable(tableEnvironment(environment));
      },
    };
  } catch (error) {
    if (error instanceof LuaSyntaxError) return { kind: "refused", message: error.message };
    throw error;
  }
}

/** A chunk in environment mode asks for the table alone. */
function tableEnvironment(table: Value): Environment {
  return {
    table,
    cell: (name) => {
      const what = table instanceof LuaTable ? "a table" : String(table);
      throw new Error(`the global '${name}' was looked for in ${what} by cell`);
    },
  };
}
