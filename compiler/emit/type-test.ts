/**
 * `type(x) == "string"`, in place where `type` is the library's own:
 *
 *     $type.v === intrinsics.type ? typeof x === "string" : first(fn($type.v, "global type")(x)) === "string"
 */
import type { BinaryExpression, CallExpression, Expression } from "../ast.ts";
import { applied, namedCallee } from "./callees.ts";
import { type Code, operation } from "./code.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import type { FunctionScope } from "./scope.ts";
import { stringLiteral } from "./text.ts";

/** What a value of the type fulfils. */
const TESTS: Readonly<Record<string, (value: string, scope: FunctionScope) => string>> = {
  nil: (value) => `${value} === undefined`,
  boolean: (value) => `typeof ${value} === "boolean"`,
  number: (value) => `typeof ${value} === "number"`,
  string: (value) => `typeof ${value} === "string"`,
  function: (value) => `typeof ${value} === "function"`,
  table: (value, scope) => `${value} instanceof ${scope.module.use("LuaTable")}`,
};

/** The comparison as a JavaScript boolean, undefined where it is not of this form. */
export function emitTypeTest(scope: FunctionScope, { left, right }: BinaryExpression, negated: boolean): Code | undefined {
  if (scope.brief || scope.module.suspension.operators) return undefined;
  return tested(scope, left, right, negated) ?? tested(scope, right, left, negated);
}

function tested(scope: FunctionScope, call: Expression, name: Expression, negated: boolean): Code | undefined {
  if (name.kind !== "String" || !Object.hasOwn(TESTS, name.value) || call.kind !== "Call") return undefined;
  const test = TESTS[name.value];
  if (test === undefined || intrinsicOf(scope.module, call)?.name !== "type") return undefined;
  return emitTest(scope, call, (value) => test(value, scope), `${negated ? "!==" : "==="} ${stringLiteral(name.value)}`, negated);
}

function emitTest(
  scope: FunctionScope,
  call: CallExpression,
  test: (value: string) => string,
  compared: string,
  negated: boolean,
): Code | undefined {
  const [argument] = call.arguments;
  if (argument === undefined) return undefined;
  const value = scope.simple(scope.value(argument));
  const { code: callee, name } = namedCallee(scope, call.callee);
  const general = `${scope.module.use("first")}(${applied(scope, call, { callee, arguments: [value], direct: undefined, name })})`;
  if (value.type !== "value") return operation(`${general} ${compared}`, [value], "boolean");
  const own = `${scope.value(call.callee).text} === ${scope.module.use("intrinsics")}.type`;
  const inPlace = negated ? `!(${test(value.text)})` : test(value.text);
  return operation(`${own} ? ${inPlace} : ${general} ${compared}`, [value], "boolean");
}
