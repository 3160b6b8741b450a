/**
 * `setmetatable({…}, Class)`, the usual way to make an object, in place where `setmetatable` is the library's own and the metatable's record
 * is there already (it is made when a first object gets the metatable) and says nothing of weakness and finalisers:
 *
 *     const table$1 = x_y$table(x, y);
 *     if ($setmetatable.v === intrinsics.setmetatable && Point?.record?.special === false) {
 *       table$1.meta = Point.record;
 *       return table$1;
 *     }
 *     return fn($setmetatable.v, "global setmetatable")(table$1, Point);
 */
import type { CallExpression } from "../ast.ts";
import { applied, namedCallee } from "./callees.ts";
import { type Code, held, type Temp } from "./code.ts";
import type { NewObject } from "./new-object-form.ts";
import type { FunctionScope } from "./scope.ts";

/** The object as a value. */
export function emitNewObject(scope: FunctionScope, call: CallExpression, parts: NewObject): Code {
  const { first, made, metatable, general } = emitParts(scope, call, parts);
  const result = scope.temp("value", scope.asValue(held(made, "table")), true);
  scope.line(`if (${first}) ${made.text}.meta = ${metatable}.record;`);
  scope.line(`else ${result.text} = ${scope.module.use("first")}(${general});`);
  return held(result);
}

/** `return` of the object. */
export function emitReturnedObject(scope: FunctionScope, call: CallExpression, parts: NewObject): void {
  const { first, made, metatable, general } = emitParts(scope, call, parts);
  scope.open(`if (${first}) {`);
  scope.line(`${made.text}.meta = ${metatable}.record;`);
  scope.line(`return ${made.text};`);
  scope.close();
  scope.line(`return ${general};`);
}

function emitParts(
  scope: FunctionScope,
  call: CallExpression,
  parts: NewObject,
): { first: string; made: Temp; metatable: string; general: string } {
  const { module } = scope;
  const found = scope.value(call.callee);
  const made = scope.temp("table", scope.value(parts.table).text);
  const value = scope.value(parts.metatable);
  // A cast would not let TypeScript see that there is a record.
  const metatable = scope.wide(value) === value.text ? value : scope.saved(value);
  const { code, name } = namedCallee(scope, call.callee);
  const general = applied(scope, call, { callee: code, arguments: [held(made), metatable], direct: undefined, name });
  const own = `${found.text} === ${module.use("intrinsics")}.setmetatable`;
  return { first: `${own} && ${metatable.text}?.record?.special === false`, made, metatable: metatable.text, general };
}
