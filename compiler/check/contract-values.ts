/**
 * What the contract tells of the values in a script: results of VPOP3's functions, parameters of hooks, globals, and what is read of them or kept in
 * variables. Only what is certain whichever way the script runs; what the script may have changed is unknown.
 */
import { type Global, HELPERS, type Helper, type Parameter, type ReturnedByHelper } from "../../runtime/vpop3/contract.ts";
import type { Expression, GlobalName, LocalName, LocalVariable, Statement } from "../ast.ts";
import type { CheckContext } from "./rule.ts";
import { hookFor } from "./rules/hook-for.ts";
import { qualifiedName } from "./rules/qualified-name.ts";

/** A shape that a value may have. */
export type ValueShape = ReturnedByHelper["shape"];

/** A function of VPOP3 and which of its results a value is, from 0. */
export interface HelperResult {
  readonly name: string;
  readonly helper: Helper;
  readonly position: number;
}

export interface ContractValues {
  /** The row of a hook's parameter or a global of VPOP3's; undefined where no document tells it or the script may change it. */
  rowOf(e: LocalName | GlobalName): Parameter | Global | undefined;
  /** All shapes that the value may have; undefined if it may be anything. */
  shapesOf(e: Expression): readonly ValueShape[] | undefined;
  /** The result of a function of VPOP3 that the value is, if it is one in any case. */
  resultOf(e: Expression): HelperResult | undefined;
}

type ContractFacts = Pick<CheckContext, "chunk" | "options" | "contract" | "functions" | "globalReads">;

/** A value that a variable gets: result `position` of an expression, or an item of the list that the expression gives. */
type Source = { readonly e: Expression; readonly position: number; readonly item: boolean } | "nil" | "unknown";

/** Chains of fields and variables are followed this far. */
const MAX_DEPTH = 20;

const ROWS: Readonly<Record<string, Helper>> = HELPERS;

/** `note` has to hear of all statements before anything is asked, and `context` to be whole. Nothing is known of scripts that are no VPOP3 ones. */
export function contractValues(context: ContractFacts): ContractValues & { readonly note: (statement: Statement) => void } {
  const { chunk, options } = context;
  const globals = context.contract?.globals;
  const isVpop3 = (options.dialect ?? "vpop3") === "vpop3" && !chunk.explicitEnvironment;
  let parameters: ReadonlyMap<LocalVariable, Parameter> | undefined;
  const sources = new Map<LocalVariable | string, Source[]>();
  /** Names of fields that the script assigns, of whichever table. */
  const assignedFields = new Set<string>();
  /** Tables in which it assigns what the text does not name. */
  const assignedTables: Expression[] = [];
  let anyFieldMayChange: boolean | undefined;
  /** Of variables; none while they are being found, as a variable may get what it had. */
  const found = new Map<LocalVariable | string, readonly ValueShape[] | undefined>();

  const give = (variable: LocalVariable | string, source: Source) => {
    const known = sources.get(variable);
    if (known === undefined) sources.set(variable, [source]);
    else known.push(source);
  };

  return { note, rowOf, shapesOf: (e) => shapes(e, 0, MAX_DEPTH), resultOf: (e) => result(e, MAX_DEPTH) };

  function note(s: Statement): void {
    switch (s.kind) {
      case "Local":
        for (const [i, variable] of s.variables.entries()) give(variable, sourceAt(s.values, i));
        return;
      case "GenericFor": {
        const [call] = s.values;
        const list = call?.kind === "Call" && calls(call.callee, "ipairs", "pairs") ? call.arguments[0] : undefined;
        for (const [i, variable] of s.variables.entries()) {
          give(variable, i === 1 && list !== undefined ? { e: list, position: 0, item: true } : "unknown");
        }
        return;
      }
      case "Assignment":
        for (const [i, target] of s.targets.entries()) {
          if (target.kind === "Index" && target.index.kind === "String") assignedFields.add(target.index.value);
          else if (target.kind === "Index") assignedTables.push(target.object);
          else give(target.kind === "LocalName" ? target.variable : target.name, sourceAt(s.values, i));
        }
    }
  }

  function calls(callee: Expression, ...names: readonly string[]): boolean {
    return callee.kind === "GlobalName" && names.includes(callee.name) && chunk.globals.get(callee.name)?.assigned !== true;
  }

  function shapes(e: Expression, position: number, depth: number): readonly ValueShape[] | undefined {
    if (!isVpop3 || depth === 0) return undefined;
    switch (e.kind) {
      case "Parenthesised":
        return shapes(e.expression, 0, depth - 1);
      case "Call":
        return helperOf(e)?.helper.results.map(({ values }) => values[position]?.shape ?? "nil");
      case "Index":
        return together(shapes(e.object, 0, depth - 1), (shape) => fieldShapes(shape, e.index));
      case "LocalName":
      case "GlobalName": {
        const row = rowOf(e);
        if (row !== undefined) return [row.shape, "nil"];
        return e.kind === "LocalName" ? variableShapes(e, depth) : globalShapes(e, depth);
      }
      default:
        return undefined;
    }
  }

  function rowOf(e: LocalName | GlobalName): Parameter | Global | undefined {
    if (!isVpop3) return undefined;
    if (e.kind === "LocalName") {
      parameters ??= parameterRows(context);
      return parameters.get(e.variable);
    }
    const row = globals !== undefined && Object.hasOwn(globals, e.name) ? globals[e.name] : undefined;
    const certain = row?.documented === true && chunk.globals.get(e.name)?.assigned !== true && !assignedFields.has(e.name);
    return certain ? row : undefined;
  }

  /** Of a global that is the script's own. */
  function globalShapes(e: GlobalName, depth: number): readonly ValueShape[] | undefined {
    const hasOthers = assignedFields.has(e.name) || (globals !== undefined && Object.hasOwn(globals, e.name)); // perhaps by `_G`
    return hasOthers ? undefined : together(variableShapes(e, depth), (shape) => [shape, "nil"]);
  }

  function variableShapes(e: LocalName | GlobalName, depth: number): readonly ValueShape[] | undefined {
    const variable = e.kind === "LocalName" ? e.variable : e.name;
    if (found.has(variable)) return found.get(variable);
    found.set(variable, undefined);
    const all = together(sourcesOf(e), (source) => {
      if (source === "nil") return ["nil"];
      if (source === "unknown") return undefined;
      const some = shapes(source.e, source.position, depth - 1);
      return source.item ? together(some, itemShapes) : some;
    });
    found.set(variable, all);
    return all;
  }

  function sourcesOf(e: LocalName | GlobalName): readonly Source[] | undefined {
    if (e.kind === "GlobalName") return sources.get(e.name);
    const { kind, assigned } = e.variable;
    return kind === "local" || (kind === "for" && !assigned) ? sources.get(e.variable) : undefined;
  }

  function fieldShapes(shape: ValueShape, index: Expression): readonly ValueShape[] | undefined {
    if (typeof shape !== "object" || !("record" in shape)) return itemShapes(shape);
    if (index.kind !== "String" || assignedFields.has(index.value) || mayChangeAnyField()) return undefined;
    const field = shape.record[index.value]?.shape;
    return field === undefined ? undefined : [field, "nil"];
  }

  /** Whether one of the tables in which the script assigns a computed field may be VPOP3's. */
  function mayChangeAnyField(): boolean {
    if (anyFieldMayChange !== undefined) return anyFieldMayChange;
    anyFieldMayChange = false;
    anyFieldMayChange = assignedTables.some((table) => isParameter(table) || shapes(table, 0, MAX_DEPTH) !== undefined);
    if (anyFieldMayChange) found.clear();
    return anyFieldMayChange;
  }

  /** Of what is read from a list or by a name; nil and numbers have no fields, which ends the script. */
  function itemShapes(shape: ValueShape): readonly ValueShape[] | undefined {
    if (shape === "nil" || shape === "number") return [];
    if (typeof shape !== "object" || mayChangeAnyField()) return undefined;
    return "listOf" in shape ? [shape.listOf, "nil"] : undefined;
  }

  function result(e: Expression, depth: number): HelperResult | undefined {
    if (!isVpop3 || depth === 0) return undefined;
    if (e.kind === "Parenthesised") return result(e.expression, depth - 1);
    if (e.kind === "Call") return helperOf(e);
    if (e.kind !== "LocalName" && e.kind !== "GlobalName") return undefined;
    const [source, ...others] = sourcesOf(e) ?? [];
    if (source === undefined || typeof source === "string" || source.item || others.length > 0) return undefined;
    const call = result(source.e, depth - 1);
    return call && { ...call, position: call.position + source.position };
  }

  function helperOf({ callee }: Extract<Expression, { readonly kind: "Call" }>): HelperResult | undefined {
    const name = qualifiedName(callee);
    const helper = name !== undefined && Object.hasOwn(ROWS, name) ? ROWS[name] : undefined;
    const [table = "", field = ""] = name?.split(".") ?? [];
    if (name === undefined || helper === undefined) return undefined;
    if (chunk.globals.get(table)?.assigned === true || assignedFields.has(field)) return undefined;
    return { name, helper, position: 0 };
  }
}

/** What a function is called with, perhaps tables of VPOP3. */
function isParameter(e: Expression): boolean {
  return e.kind === "LocalName" && e.variable.kind === "parameter";
}

/** The union of what each gives, each shape once; undefined if one gives nothing certain. */
function together<T>(
  all: readonly T[] | undefined,
  shapesOf: (one: T) => readonly ValueShape[] | undefined,
): readonly ValueShape[] | undefined {
  const found = new Set<ValueShape>();
  for (const one of all ?? []) {
    const some = shapesOf(one);
    if (some === undefined) return undefined;
    for (const shape of some) found.add(shape);
  }
  return all === undefined ? undefined : [...found];
}

/** The value that the `i`th variable of a list gets. */
function sourceAt(values: readonly Expression[], i: number): Source {
  const e = values[Math.min(i, values.length - 1)];
  if (e === undefined) return "nil";
  if (i < values.length) return { e, position: 0, item: false };
  const many = e.kind === "Call" || e.kind === "MethodCall" || e.kind === "Vararg";
  return many ? { e, position: i - values.length + 1, item: false } : "nil";
}

/** Of parameters that the script neither assigns nor fills itself by calling the hook. */
function parameterRows(context: ContractFacts): Map<LocalVariable, Parameter> {
  const found = new Map<LocalVariable, Parameter>();
  for (const { name, body } of context.functions) {
    const hook = context.globalReads.has(name) ? undefined : hookFor(context, name);
    if (hook?.documented !== true) continue;
    body.parameters.forEach((variable, i) => {
      const row = hook.parameters[i];
      if (row !== undefined && !variable.assigned) found.set(variable, row);
    });
  }
  return found;
}
