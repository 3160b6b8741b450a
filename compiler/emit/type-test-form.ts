/** Which comparisons are `type(x) == "string"`: see type-test.ts. */
import type { BinaryExpression, CallExpression, Expression } from "../ast.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import type { Module } from "./module.ts";

/** The types that a JavaScript condition tells. */
export type TestedType = "nil" | "boolean" | "number" | "string" | "function" | "table";

const TESTED: ReadonlySet<string> = new Set<TestedType>(["nil", "boolean", "number", "string", "function", "table"]);

export interface TypeTest {
  readonly call: CallExpression;
  readonly argument: Expression;
  readonly type: TestedType;
}

/** The parts of such a comparison, undefined for others. */
export function typeTest(module: Module, { operator, left, right }: BinaryExpression): TypeTest | undefined {
  if ((operator !== "==" && operator !== "~=") || module.suspension.operators) return undefined;
  return parts(module, left, right) ?? parts(module, right, left);
}

function parts(module: Module, call: Expression, name: Expression): TypeTest | undefined {
  if (name.kind !== "String" || !isTested(name.value) || call.kind !== "Call") return undefined;
  const argument = call.arguments[0];
  if (argument === undefined || intrinsicOf(module, call)?.name !== "type") return undefined;
  return { call, argument, type: name.value };
}

function isTested(name: string): name is TestedType {
  return TESTED.has(name);
}
