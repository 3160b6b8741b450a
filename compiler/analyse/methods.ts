/**
 * The functions that the top level of a chunk stores under each name of a field, outside of loops: what `o:name()` may call. Under a name that has
 * several, calls see objects of several classes.
 */
import type { AssignmentStatement, Block, Chunk, FunctionBody } from "../ast.ts";
import { blocksOf } from "./walk.ts";

export type Methods = ReadonlyMap<string, readonly FunctionBody[]>;

/** By name, in the order of the text. */
export function methodsOf(chunk: Chunk): Methods {
  const methods = new Map<string, FunctionBody[]>();
  inBlock(chunk.body.body, methods);
  return methods;
}

function inBlock(block: Block, methods: Map<string, FunctionBody[]>): void {
  for (const statement of block.statements) {
    if (statement.kind === "Assignment") inAssignment(statement, methods);
    if (statement.kind === "Do" || statement.kind === "If") for (const inner of blocksOf(statement)) inBlock(inner, methods);
  }
}

function inAssignment({ targets, values }: AssignmentStatement, methods: Map<string, FunctionBody[]>): void {
  targets.forEach((target, i) => {
    const value = values[i];
    if (target.kind !== "Index" || target.index.kind !== "String" || value?.kind !== "Function") return;
    const name = target.index.value;
    const bodies = methods.get(name);
    if (bodies === undefined) methods.set(name, [value.function]);
    else bodies.push(value.function);
  });
}
