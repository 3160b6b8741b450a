/**
 * The calls that are the last thing that a function does, as statements: what is left of it where such a call waits is to return nothing.
 *
 *     function sleep(time) coroutine.yield(time) end
 */
import type { Block, CallExpression, MethodCallExpression } from "../ast.ts";
import { blocksOf } from "./walk.ts";

/** Those of a function's body. */
export function lastCalls(body: Block): ReadonlySet<CallExpression | MethodCallExpression> {
  const found = new Set<CallExpression | MethodCallExpression>();
  inBlock(body, found);
  return found;
}

function inBlock({ statements }: Block, found: Set<CallExpression | MethodCallExpression>): void {
  const last = statements.at(-1);
  if (last?.kind === "CallStatement") found.add(last.call);
  if (last?.kind === "Do" || last?.kind === "If") for (const block of blocksOf(last)) inBlock(block, found);
}
