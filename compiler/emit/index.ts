/** The emitter: a chunk's syntax tree to the text of its module, with the places that lead back to Lua. */
import type { SuspensionPlace } from "../../runtime/script-info.ts";
import { type Contents, contentsOf } from "../analyse/contents.ts";
import { analyseTypes, type StaticTypes, UNTYPED } from "../analyse/static-types.ts";
import { analyseSuspension, type Suspension, unproven } from "../analyse/suspension.ts";
import type { Chunk, FunctionBody } from "../ast.ts";
import { FREE } from "../effort.ts";
import { emitSpread } from "./calls.ts";
import { emitCondition } from "./conditions.ts";
import { withLine, withLineOfTruth } from "./debug-mode.ts";
import { environmentMode, withEnvironment } from "./environment.ts";
import { emitValue } from "./expressions.ts";
import { FunctionPlan } from "./function-plan.ts";
import { debugClosure, emitClosure, emitForms } from "./functions.ts";
import { type EmitOptions, Module } from "./module.ts";
import type { Emitters } from "./scope.ts";
import { emitBlock, emitStatement } from "./statements.ts";
import { type Segment, unmark } from "./text.ts";

export type { EmitOptions } from "./module.ts";
export type { Segment } from "./text.ts";

const EMITTERS: Emitters = {
  value: (scope, expression) => withLine(scope, expression, emitValue(scope, expression)),
  condition: (scope, expression) => withLineOfTruth(scope, expression, emitCondition(scope, expression)),
  block: emitBlock,
  statement: emitStatement,
  spread: emitSpread,
  closure: (scope, expression, hint) => emitClosure(scope, expression, hint),
};

/** Text with its places, in the order of the text. */
export interface PlacedText {
  readonly text: string;
  readonly segments: readonly Segment[];
}

/**
 * With types the module as people read it and `tsc` checks it, which imports the runtime's door; else the same in JavaScript, as a script whose value is a
 * factory over the door: what runs.
 */
export interface EmittedModule extends PlacedText {
  /** The functions by their JavaScript names; resumed forms are called `name$resumed`. */
  readonly functions: ReadonlyMap<string, FunctionBody>;
  readonly places: readonly SuspensionPlace[];
  /** The highest number that stands for a line or a place. */
  readonly lastPlace: number;
}

/** A chunk with what its text tells: the same for each language that it is emitted in. */
export interface AnalysedChunk {
  readonly chunk: Chunk;
  readonly contents: Contents;
  readonly suspension: Suspension;
  readonly types: StaticTypes;
}

/** Finds out what the emitter has to know of a chunk; in debug mode next to nothing holds. */
export function analyse(
  parsed: Chunk,
  { debugging = false, spend = FREE }: Pick<EmitOptions, "debugging" | "spend">,
): AnalysedChunk {
  const chunk = environmentMode(parsed) === "cells" ? parsed : withEnvironment(parsed);
  const contents = contentsOf(chunk);
  const suspension = analyseSuspension(chunk, contents);
  if (debugging) return { chunk, contents, suspension: unproven(suspension), types: UNTYPED };
  return { chunk, contents, suspension, types: analyseTypes(contents, suspension, spend) };
}

/** Emits the module of a chunk. */
export function emitModule({ chunk, contents, suspension, types }: AnalysedChunk, options: EmitOptions): EmittedModule {
  const module = new Module(chunk, contents, suspension, types, options);
  // In debug mode of 5.2 the environment, else nothing.
  for (const upvalue of chunk.body.info.upvalues) module.setName(upvalue, module.names.take(upvalue.name));
  const plan = new FunctionPlan(module, chunk.body, "main", module.names);
  module.describeFunction("main", chunk.body);
  const { fast, resumed, lines: codeLines } = emitForms(plan, { emitters: EMITTERS });
  if (module.single) {
    const type = module.useTypesIn(module.resultType(chunk.body));
    const cast = options.types && type !== "Result" ? ` as ${type}` : "";
    module.start.add(`if (started) return chunk(env)(...varargs$)${cast};`);
    module.start.add("started = true;");
  }
  if (module.debugging) module.debugMain = debugClosure(module, chunk.body, fast.toString(), codeLines);
  else if (plan.generator) module.functions.add(`const main = ${fast};`);
  else module.functions.addAll(fast);
  if (resumed !== undefined) module.functions.addAll(resumed);
  return { ...unmark(module.assemble()), functions: module.described, places: module.places.all, lastPlace: module.places.last };
}
