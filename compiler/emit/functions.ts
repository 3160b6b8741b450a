/**
 * Functions: the fast form, the resumed form after it, and where both stand.
 *
 * - Directly in the main chunk, outside of loops: at chunk level.
 * - In 5.2 also where its variables are those of the main chunk: there closures with the same variables are the same value.
 * - Inside a function that has a resumed form: at chunk level, behind a maker that takes the upvalues (`step$make(count)`), because both
 *   forms of the outer function make such closures.
 * - Otherwise where Lua has it.
 */
import type { FunctionBody, FunctionExpression, LocalVariable } from "../ast.ts";
import { type Code, callText, literal, variable } from "./code.ts";
import { lineComments } from "./comments.ts";
import { lastLine } from "./debug-lines.ts";
import { emitStep, FRAME } from "./debug-mode.ts";
import { PAID } from "./form-text.ts";
import { FunctionPlan, type Live } from "./function-plan.ts";
import type { Lines } from "./lines.ts";
import { type Module, takesVarargs } from "./module.ts";
import { functionName, NameSet } from "./names.ts";
import { FunctionScope } from "./scope.ts";
import { steppedFunction } from "./stepping.ts";
import { at, stringLiteral } from "./text.ts";

/** Where a function stands: see the file's head. */
type Placement = "chunk" | "maker" | "inline";

/** For a function expression that stands at the place where `scope` is now. */
export function placement(scope: FunctionScope): Placement {
  if (scope.module.stepping) return scope.hoistTo === undefined ? "inline" : "maker";
  if (scope.module.environment === "own" || scope.module.apart) return "maker";
  if (scope.runsOnce) return "chunk";
  return scope.plan.resumable || scope.hoistTo !== undefined ? "maker" : "inline";
}

/** The value of a function expression. `hint` names one that has no name; `self` is the local it is bound to for good. */
export function emitClosure(
  scope: FunctionScope,
  expression: FunctionExpression,
  hint: string | undefined,
  self?: LocalVariable,
): Code {
  const { module } = scope;
  const body = expression.function;
  const same = self === undefined && isAlwaysSame(scope, body);
  const place = same ? "chunk" : placement(scope);
  let name = module.closures.get(body);
  const first = name === undefined;
  if (name === undefined) {
    name = takeName(scope, body, hint, same ? "$same" : "");
    module.closures.set(body, name);
  }
  if (self !== undefined) {
    if (place === "chunk") module.alias(self, name);
    else module.setName(self, name);
  }
  if (place === "inline") {
    const { fast, resumed } = emitFunction(scope, body, name);
    if (resumed !== undefined) {
      module.functions.addAll(resumed);
      module.functions.add("");
    }
    const text = module.environment === "own" ? withOwnEnvironment(module, fast.toString()) : fast.toString();
    return { ...variable(text, true, "function"), simple: false, atom: false };
  }
  if (place === "chunk") {
    if (first) {
      module.lift(body);
      const comments = lineComments(module, body.info.lineDefined, body.info.lineDefined);
      // Makers of functions inside it stand before it.
      const { fast, resumed } = emitFunction(scope, body, name);
      for (const comment of comments) module.functions.add(comment);
      module.functions.addAll(fast);
      if (resumed !== undefined) module.functions.addAll(resumed);
      module.functions.add("");
    }
    return variable(name, true, "function");
  }
  const passed = body.info.upvalues.filter(
    (upvalue) => !["chunk", "alias"].includes(module.storage(upvalue)) && upvalue !== self,
  );
  if (first) {
    const { fast, resumed, lines: debugLines } = emitFunction(scope, body, name);
    const parameters = passed.map((upvalue) => `${module.nameOf(upvalue)}${scope.ts(`: ${upvalueType(scope, upvalue)}`)}`);
    const own = module.environment === "own";
    if (own) parameters.unshift(`environment$${scope.ts(`: ${module.useTypesIn("Box")}`)}`);
    const lines = module.newLines();
    lines.add(`function ${name}$make(${parameters.join(", ")}) {`);
    lines.indent();
    const closure = module.debugging ? debugClosure(module, body, fast.toString(), debugLines) : fast.toString();
    lines.add(own ? `return ${module.use("bindEnvironment")}(${closure}, environment$);` : `return ${closure};`);
    lines.outdent();
    lines.add("}");
    if (resumed !== undefined) lines.addAll(resumed);
    lines.add("");
    module.functions.addAll(lines);
  }
  const values = passed.map((upvalue) => module.nameOf(upvalue));
  if (module.environment === "own") values.unshift(environmentOfNew(module));
  return callText(`${name}$make(${values.join(", ")})`, [], "function");
}

/**
 * True if 5.2 makes one closure of a function for all times: it takes the last one again if its variables are the same (`getcached` in lvm.c). Where
 * these are of inner functions or loops, each turn makes them anew.
 */
export function isAlwaysSame({ module, runsOnce }: FunctionScope, body: FunctionBody): boolean {
  if (
    module.options.dialect !== "5.2" ||
    module.debugging ||
    module.stepping ||
    module.apart ||
    module.environment !== "cells" ||
    runsOnce
  )
    return false;
  const main = module.chunk.body.info;
  return body.info.upvalues.every(({ owner, inLoop, kind }) => owner === main && !inLoop && kind !== "for");
}

/** A function with an environment of its own, made where it stands. */
function withOwnEnvironment(module: Module, text: string): string {
  return `((environment$) => ${module.use("bindEnvironment")}(${text}, environment$))(${environmentOfNew(module)})`;
}

/** The environment of a new function: in 5.2 the variable of the one that makes it, in which `module` puts another table; elsewhere its own. */
function environmentOfNew(module: Module): string {
  return module.options.dialect === "5.2" ? "environment$" : `new ${module.use("Box")}(environment$.v)`;
}

/** A name for a function; `ending` keeps one that is used far from where it stands apart from all variables. */
function takeName(scope: FunctionScope, body: FunctionBody, hint: string | undefined, ending: string): string {
  const { module } = scope;
  const taken = new Set(body.info.upvalues.map((upvalue) => module.knownName(upvalue)));
  for (;;) {
    const name = module.functionNames.take(functionName(body, hint) + ending);
    if (taken.has(name) || module.names.has(name) || scope.plan.names.has(name)) continue;
    module.names.reserve(name);
    scope.plan.names.reserve(name);
    module.describeFunction(name, body);
    return name;
  }
}

function upvalueType(scope: FunctionScope, upvalue: LocalVariable): string {
  return scope.module.useTypesIn(scope.module.storage(upvalue) === "box" ? "Box" : scope.module.typeOf(upvalue));
}

interface EmittedForms {
  readonly fast: Lines;
  readonly resumed: Lines | undefined;
  /** In debug mode: the lines that hold code. */
  readonly lines: ReadonlySet<number>;
}

/** In debug mode: a function with what the debug library may ask about it, made of its upvalues so that they can be joined with others. */
export function debugClosure(module: Module, body: FunctionBody, text: string, lines: ReadonlySet<number>): string {
  const parameters = body.parameters.map((parameter) => stringLiteral(parameter.name)).join(", ");
  const boxes = body.info.upvalues.map((upvalue) => module.nameOf(upvalue)).join(", ");
  const sorted = [...lines].sort((a, b) => a - b).join(", ");
  return `${module.use("debugClosure")}((${boxes}) => ${text}, ${module.use("at")}, [${parameters}], [${boxes}], [${sorted}])`;
}

/** Both forms of a function. */
function emitFunction(outer: FunctionScope, body: FunctionBody, name: string): EmittedForms {
  const names = new NameSet([...body.info.upvalues.map((upvalue) => outer.module.nameOf(upvalue)), name]);
  return emitForms(new FunctionPlan(outer.module, body, name, names), outer);
}

/** The resumed form, undefined where the function cannot be suspended, comes second: its parameters are what the fast one found live at its points. */
export function emitForms(plan: FunctionPlan, outer: Pick<FunctionScope, "emitters">): EmittedForms {
  const fast = emitFast(new FunctionScope(plan, "fast", outer.emitters));
  if (!plan.resumes) return { fast, resumed: undefined, lines: plan.lines };
  const { module } = plan;
  const slots = parametersOf(plan);
  const parameters = [...slots];
  const packed = isPacked(plan, slots);
  const resumed = emitResumed(new FunctionScope(plan, "resumed", outer.emitters), slots, packed);
  const environment = module.environment === "own" && !plan.isMain ? ", environment$" : "";
  const fixed =
    environment +
    passedUpvalues(plan)
      .map((upvalue) => `, ${module.nameOf(upvalue)}`)
      .join("");
  const missing = (type: string): string =>
    module.options.types && !/^(?:Value|Result|.* \| undefined)$/.test(type) ? UNDEFINED : "undefined";
  /** The arguments of each point; `textOf` says how a live variable is written. */
  const argumentsBy = (textOf: (live: Live) => string): ((point: number) => string) => {
    const known = new Map<readonly Live[], string>();
    return (point) => {
      const lives = plan.lives[point] ?? [];
      let values = known.get(lives);
      if (values === undefined) {
        values = fixed;
        const live = new Map<string, string>();
        for (const each of lives) live.set(each.slot, textOf(each));
        if (packed) values += `, [${[...live.values()].join(", ")}]`;
        else values += parameters.map(([slot, type]) => `, ${live.get(slot) ?? missing(type)}`).join("");
        known.set(lives, values);
      }
      return point + values;
    };
  };
  plan.argumentsAt = { fast: argumentsBy(({ text }) => text), resumed: argumentsBy(({ slot }) => slot) };
  return { fast, resumed, lines: plan.lines };
}

/** `undefined` for a variable that has its value again before it is read. */
const UNDEFINED = "undefined!";

function passedUpvalues(plan: FunctionPlan): readonly LocalVariable[] {
  return plan.body.info.upvalues.filter((upvalue) => !["chunk", "alias"].includes(plan.module.storage(upvalue)));
}

/** Points × variables from which each point hands over an array of what is live there: arguments for all would be a text of that size. */
const MANY_ARGUMENTS = 40_000;

function isPacked(plan: FunctionPlan, slots: ReadonlyMap<string, string>): boolean {
  return slots.size * plan.lives.length > MANY_ARGUMENTS;
}

/** All variables that some point hands over, in order of appearance, with their types. */
function parametersOf(plan: FunctionPlan): Map<string, string> {
  const slots = new Map<string, string>();
  // The first point has the number 1.
  plan.lives.forEach((lives) => {
    for (const { slot, type } of lives) slots.set(slot, type);
  });
  return slots;
}

function emitFast(scope: FunctionScope): Lines {
  const { plan, module } = scope;
  const { body } = plan;
  const header: string[] = [];
  const boxed: [LocalVariable, string][] = [];
  const head = module.newLines();
  for (const parameter of body.parameters) {
    scope.declare(parameter);
    const name = module.nameOf(parameter);
    if (module.storage(parameter) === "box") {
      boxed.push([parameter, `${name}$in`]);
      header.push(`${name}$in${scope.ts(`: ${module.useType("Value")}`)}`);
    } else header.push(`${name}${scope.ts(`: ${module.useTypesIn(module.typeOf(parameter))}`)}`);
  }
  if (takesVarargs(body) || plan.isMain || plan.arg !== undefined)
    header.push(`...varargs$${scope.ts(`: ${module.useType("Value")}[]`)}`);
  if (module.debugging) header.unshift(FRAME);
  const parameters = header.join(", ");
  const { head: opening, foot: closing } = plan.generator ? steppedFunction(scope, parameters) : plainFunction(scope, parameters);
  head.add(module.stepping ? opening : headerPlace(plan) + opening);
  for (const [parameter, text] of boxed) scope.initialise(parameter, variable(text, true));
  if (plan.isMain && !module.debugging) scope.out.addAll(module.start);
  for (const parameter of body.parameters) scope.declareList(parameter);
  if (module.environment === "own") scope.line(`running$.$${plan.name} = environment$;`);
  emitBody(scope);
  head.indent();
  for (const [cell, kept] of scope.keptCells) head.add(`const ${kept} = ${cell};`);
  if (scope.paysAhead) head.add(PAID);
  if (scope.hoisted.size > 0) head.add(`var ${[...scope.hoisted.keys()].join(", ")};`);
  head.addAll(scope.out);
  head.outdent();
  head.add(closing);
  return head;
}

/** The main function runs at once: V8 compiles what stands in parentheses where it first reads it, and else reads it twice. */
function plainFunction(scope: FunctionScope, parameters: string): { readonly head: string; readonly foot: string } {
  const { plan, module } = scope;
  const result = scope.ts(`: ${module.useTypesIn(module.resultType(plan.body))}`);
  const head = `function ${module.mark}${plan.name}(${parameters})${result} {`;
  const atOnce = plan.isMain && !module.debugging && !module.stepping;
  return atOnce ? { head: `const main = (${head}`, foot: "});" } : { head, foot: "}" };
}

/** What stands before a function's first statement belongs to the line where the function begins. */
function headerPlace({ body, isMain }: FunctionPlan): string {
  return isMain ? at({ line: 1, start: 0 }) : at({ line: body.info.lineDefined, start: body.start });
}

function emitBody(scope: FunctionScope): void {
  const { plan, module } = scope;
  const { body } = plan;
  const { arg } = plan;
  scope.compound(body, () => {
    if (!module.suspension.leaf(body)) scope.payFor(module.contents.lengths.ofBlock(body.body));
    if (arg !== undefined && module.options.dialect === "5.1" && body.info.usesVararg) {
      // 5.1 fills `arg` only where `...` is not used (LUA_COMPAT_VARARG).
      scope.declare(arg);
      scope.initialise(arg, literal("undefined", "nil"));
    } else if (arg !== undefined) {
      const table = scope.temp("table", `${module.use("LuaTable")}.list([...varargs$])`);
      scope.line(`${module.use("rawset")}(${table.text}, "n", varargs$.length);`);
      scope.declare(arg);
      scope.initialise(arg, { ...variable(table.text, true, "table"), temps: [table] });
    }
    if (module.debugging && scope.mode === "fast") scope.line(`${module.use("debugEntered")}(${FRAME}, ${scope.slotCount});`);
    const [first] = body.body.statements;
    if (plan.isMain && module.options.stops && first !== undefined) scope.line(`${at(first)}debugger;`);
    scope.emitters.block(scope, body.body);
    const end = plan.isMain ? mainEnd(scope) : body.info.lastLineDefined;
    if (body.body.statements.at(-1)?.kind !== "Return") emitStep(scope, end);
    else plan.lines.add(end);
    // Of a function that surely gives one value no path comes there.
    if (body.body.statements.at(-1)?.kind !== "Return" && !module.suspension.single(body))
      scope.line(`${at(endPlace(scope))}return ${module.use("none")}();`);
  });
}

/** Where a function returns that has come to its end: its `end`, as in PUC Lua. */
function endPlace(scope: FunctionScope): { readonly line: number; readonly start: number } {
  const { body } = scope.plan;
  return scope.plan.isMain
    ? { line: mainEnd(scope), start: 0 }
    : { line: body.info.lastLineDefined, start: body.end - "end".length };
}

/** The line of the last token of a chunk. */
function mainEnd(scope: FunctionScope): number {
  const last = scope.plan.body.body.statements.at(-1);
  return last === undefined ? 1 : lastLine(scope, last);
}

function emitResumed(scope: FunctionScope, slots: ReadonlyMap<string, string>, packed: boolean): Lines {
  const { plan, module } = scope;
  for (const parameter of plan.body.parameters) scope.declare(parameter);
  emitBody(scope);
  const parameters = [`entry$${scope.ts(": number")}`];
  if (module.environment === "own" && !plan.isMain) parameters.push(`environment$${scope.ts(`: ${module.useTypesIn("Box")}`)}`);
  for (const upvalue of passedUpvalues(plan))
    parameters.push(`${module.nameOf(upvalue)}${scope.ts(`: ${upvalueType(scope, upvalue)}`)}`);
  if (packed) parameters.push(`saved$${scope.ts(": unknown")}`);
  else
    slots.forEach((type, slot) => {
      parameters.push(`${slot}${scope.ts(`: ${module.useTypesIn(type)}`)}`);
    });
  const lines = module.newLines();
  lines.add(
    `${headerPlace(plan)}function* ${plan.name}$resumed(${parameters.join(", ")})${scope.ts(`: ${module.useType("Frame")}`)} {`,
  );
  lines.indent();
  const declared: string[] = [];
  const variables = packed ? new Map([...scope.hoisted, ...slots]) : scope.hoisted;
  variables.forEach((type, name) => {
    if (packed || !slots.has(name)) declared.push(`${name}${scope.ts(`!: ${module.useTypesIn(type)}`)}`);
  });
  if (declared.length > 0) lines.add(`let ${declared.join(", ")};`);
  if (packed) lines.addAll(unpacking(scope));
  if (module.debugging) lines.add(`const ${FRAME} = ${module.use("debugFrame")}();`);
  lines.addAll(scope.out);
  lines.outdent();
  lines.add("}");
  return lines;
}

/** What a resumed form begins with whose points hand over arrays of what is live there. */
function unpacking(scope: FunctionScope): Lines {
  const { module, plan } = scope;
  const lines = module.newLines();
  lines.add("switch (entry$) {");
  for (const [lives, points] of Map.groupBy(plan.lives.keys(), (point) => plan.lives[point])) {
    const types = new Map((lives ?? []).map(({ slot, type }) => [slot, type]));
    if (types.size === 0) continue;
    const cast = scope.ts(` as [${[...types.values()].map((type) => module.useTypesIn(type)).join(", ")}]`);
    const cases = points.map((point) => `case ${point}:`).join(" ");
    lines.add(`  ${cases} [${[...types.keys()].join(", ")}] = saved$${cast}; break;`);
  }
  lines.add("}");
  return lines;
}
