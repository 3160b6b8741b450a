/** Functions that the top level of a chunk gives to global names: what a host can call, hooks among them. */
import type { Block, Chunk, FunctionBody, GlobalName, Statement } from "../ast.ts";
import { blocksOf } from "./walk.ts";

/** A function that the top level of the script assigns to a global name. */
export interface GlobalFunction {
  readonly name: string;
  readonly target: GlobalName;
  readonly body: FunctionBody;
}

/** They stand in source order, those in blocks of the top level too; a name may come twice. */
export function globalFunctions(chunk: Chunk): GlobalFunction[] {
  return inBlock(chunk.body.body);
}

function inBlock(block: Block): GlobalFunction[] {
  return block.statements.flatMap((statement) => [...assigned(statement), ...blocksOf(statement).flatMap(inBlock)]);
}

function assigned(statement: Statement): GlobalFunction[] {
  if (statement.kind !== "Assignment") return [];
  return statement.targets.flatMap((target, i) => {
    const value = statement.values[i];
    return target.kind === "GlobalName" && value?.kind === "Function"
      ? [{ name: target.name, target, body: value.function }]
      : [];
  });
}
