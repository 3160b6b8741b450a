/**
 * `type(x) == "string"`, in place where `type` is the library's own:
 *
 *     $type.v === intrinsics.type ? typeof x === "string" : first(fn($type.v, "global type")(x)) === "string"
 */
import type { BinaryExpression } from "../ast.ts";
import { applied, namedCallee } from "./callees.ts";
import { type Code, operation } from "./code.ts";
import type { FunctionScope } from "./scope.ts";
import { stringLiteral } from "./text.ts";
import { type TestedType, typeTest } from "./type-test-form.ts";

/** What a value of the type fulfils. */
const TESTS: Readonly<Record<TestedType, (value: string, scope: FunctionScope) => string>> = {
  nil: (value) => `${value} === undefined`,
  boolean: (value) => `typeof ${value} === "boolean"`,
  number: (value) => `typeof ${value} === "number"`,
  string: (value) => `typeof ${value} === "string"`,
  function: (value) => `typeof ${value} === "function"`,
  table: (value, scope) => `${value} instanceof ${scope.module.use("LuaTable")}`,
};

/** The comparison as a JavaScript boolean, undefined where it is not of this form. */
export function emitTypeTest(scope: FunctionScope, expression: BinaryExpression, negated: boolean): Code | undefined {
  const found = scope.runsOnce ? undefined : typeTest(scope.module, expression);
  if (found === undefined) return undefined;
  const { call, argument, type } = found;
  const value = scope.simple(scope.value(argument));
  const { code: callee, name } = namedCallee(scope, call.callee);
  const result = `${scope.module.use("first")}(${applied(scope, call, { callee, arguments: [value], direct: undefined, name })})`;
  const general = `${result} ${negated ? "!==" : "==="} ${stringLiteral(type)}`;
  if (value.type !== "value") return operation(general, [value], "boolean");
  const own = `${scope.value(call.callee).text} === ${scope.module.use("intrinsics")}.type`;
  const test = TESTS[type](value.text, scope);
  return operation(`${own} ? ${negated ? `!(${test})` : test} : ${general}`, [value], "boolean");
}
