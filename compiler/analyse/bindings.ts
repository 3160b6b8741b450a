/**
 * What the names of a chunk stand for, where its text alone tells: the functions that locals are bound to for good, the paths of the library that the
 * chunk leaves alone, and the names of fields that it defines itself.
 */
import type { Chunk, Expression, FunctionBody, LocalVariable, Statement } from "../ast.ts";
import type { Contents } from "./contents.ts";

export interface Bindings {
  /** The function that a never reassigned local is bound to. */
  functionOf(variable: LocalVariable): FunctionBody | undefined;
  /** The function that is called through such a local; undefined for what is no call or calls anything else. */
  calleeOf(node: Expression | Statement): FunctionBody | undefined;
  /** The global path (`math.sqrt`) of what the expression names, where the chunk leaves that path alone. */
  path(expression: Expression): string | undefined;
  /** True if the chunk gives some table a field of this name. */
  defines(name: string): boolean;
  /** The functions that the chunk stores as `__index`. */
  readonly indexFunctions: ReadonlySet<FunctionBody>;
  /** True if the chunk stores a function as `__index` or `__newindex`. */
  readonly definesIndexing: boolean;
}

/** Names of libraries are shorter, aliases included. */
const MAX_PATH = 8;

/** In a chunk that may replace its environment (`setfenv`, `_ENV`) neither functions nor paths are known. */
export function analyseBindings(chunk: Chunk, { functions }: Contents): Bindings {
  const bound = new Map<LocalVariable, FunctionBody>();
  const aliases = new Map<LocalVariable, Expression>();
  const fields = new Set<string>();
  let definesIndexing = false;
  const indexFunctions = new Set<FunctionBody>();
  const functionIn = (value: Expression | undefined): FunctionBody | undefined =>
    value?.kind === "Function" ? value.function : value?.kind === "LocalName" ? bound.get(value.variable) : undefined;
  const define = (name: string, value: Expression | undefined): void => {
    fields.add(name);
    if (name !== "__index" && name !== "__newindex") return;
    const body = functionIn(value);
    if (body === undefined) return;
    definesIndexing = true;
    if (name === "__index") indexFunctions.add(body);
  };
  const bind = (variable: LocalVariable, value: Expression | undefined): void => {
    if (variable.assigned || chunk.explicitEnvironment) return;
    if (value?.kind === "Function") bound.set(variable, value.function);
    else if (value?.kind === "Index" || value?.kind === "GlobalName") aliases.set(variable, value);
  };
  const inStatement = (statement: Statement): void => {
    switch (statement.kind) {
      case "LocalFunction":
        bind(statement.variable, statement.function);
        break;
      case "Local":
        statement.variables.forEach((variable, i) => {
          bind(variable, statement.values[i]);
        });
        break;
      case "Assignment":
        statement.targets.forEach((target, i) => {
          if (target.kind === "Index" && target.index.kind === "String") define(target.index.value, statement.values[i]);
        });
        break;
      default:
    }
  };
  for (const { statements, tables } of functions) {
    statements.forEach(inStatement);
    for (const table of tables)
      for (const field of table.fields)
        if (field.kind === "Field" && field.key.kind === "String") define(field.key.value, field.value);
  }

  const pathOf = (expression: Expression, links: number): string | undefined => {
    if (links > MAX_PATH) return undefined;
    switch (expression.kind) {
      case "GlobalName":
        return chunk.globals.get(expression.name)?.assigned === true ? undefined : expression.name;
      case "LocalName": {
        const alias = aliases.get(expression.variable);
        return alias === undefined ? undefined : pathOf(alias, links + 1);
      }
      case "Index": {
        if (expression.index.kind !== "String" || fields.has(expression.index.value)) return undefined;
        const library = pathOf(expression.object, links + 1);
        return library === undefined ? undefined : `${library}.${expression.index.value}`;
      }
      case "Parenthesised":
        return pathOf(expression.expression, links + 1);
      default:
        return undefined;
    }
  };
  return {
    functionOf: (variable) => bound.get(variable),
    calleeOf: (node) => (node.kind === "Call" && node.callee.kind === "LocalName" ? bound.get(node.callee.variable) : undefined),
    path: (expression) => (chunk.explicitEnvironment ? undefined : pathOf(expression, 0)),
    defines: (name) => fields.has(name),
    indexFunctions,
    definesIndexing,
  };
}
