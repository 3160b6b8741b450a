/**
 * Chunks whose globals go through an environment table that can be replaced: those that name `_ENV`, `setfenv`, `getfenv` (in 5.1 as fields of
 * `debug`, too) or `module`, and those loaded with an environment of their own. Here a global is a field of the environment, `print` is `_ENV.print`.
 *
 * - `shared`: one environment for the whole chunk, as in 5.2, where `_ENV` is an upvalue of all its functions.
 * - `own`: each function has an environment of its own, which it takes from the function that makes it, as in 5.0 and 5.1, and which
 *   `setfenv` replaces.
 *
 * Governing text: Lua 5.1 manual §2.9, Lua 5.2 manual §2.2.
 */
import type { Chunk, LocalVariable } from "../ast.ts";
import { rewritten } from "./rewritten.ts";

/** How globals are found: `cells` is the usual way, a cell for each name. */
export type EnvironmentMode = "cells" | "shared" | "own";

/** One mode for the whole chunk: a single `setfenv` in it slows all its globals down. */
export function environmentMode(chunk: Chunk): EnvironmentMode {
  if (!chunk.explicitEnvironment) return "cells";
  return chunk.ownEnvironments ? "own" : "shared";
}

/** The chunk with each global `x` as `_ENV.x`. */
export function withEnvironment(chunk: Chunk): Chunk {
  const variable: LocalVariable = {
    name: "_ENV",
    kind: "env",
    declared: { start: 0, end: 0, line: 0 },
    owner: chunk.body.info,
    captured: true,
    assigned: true,
    reads: 0,
    shadows: undefined,
    inLoop: false,
  };
  const body = rewritten(chunk.body, (node) => {
    if (node.kind !== "GlobalName") return node;
    const { start, end, line, name } = node;
    const object = { kind: "LocalName", start, end, line, variable } as const;
    return { kind: "Index", start, end, line, object, index: { kind: "String", start, end, line, value: name }, dotted: true };
  });
  return { ...chunk, body };
}
