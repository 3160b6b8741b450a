/**
 * `setmetatable({…}, Class)`, the usual way to make an object, in place where `setmetatable` is the library's own and the metatable's record
 * is there already (it is made when a first object gets the metatable) and says nothing of weakness and finalisers:
 *
 *     const table$1 = new x_y$table(x, y);
 *     if ($setmetatable.v === intrinsics.setmetatable && Point?.record?.special === false) {
 *       table$1.meta = Point.record;
 *       return table$1;
 *     }
 *     return fn($setmetatable.v, "global setmetatable")(table$1, Point);
 *
 * Of `setmetatable({…}, {__index = Class})` the metatable is made with its record: `LuaTable.inheriting(Class)`.
 */
import type { CallExpression, MethodCallExpression } from "../ast.ts";
import { applied, namedCallee } from "./callees.ts";
import { type Code, held } from "./code.ts";
import { type NewObject, newObject } from "./new-object-form.ts";
import type { FunctionScope } from "./scope.ts";

function emitMetatable(scope: FunctionScope, { metatable, index }: NewObject): Code {
  const { module } = scope;
  if (index !== undefined)
    return held(scope.temp("table", `${module.use("LuaTable")}.inheriting(${scope.value(index).text})`), "table");
  const value = scope.value(metatable);
  // A cast would not let TypeScript see that there is a record.
  return scope.wide(value) === value.text ? value : scope.saved(value);
}

/** The object that the call makes in place. */
export function objectMadeBy(scope: FunctionScope, call: CallExpression | MethodCallExpression): NewObject | undefined {
  return call.kind === "Call" && !scope.brief ? newObject(scope.module, call) : undefined;
}

/** The object as a value. */
export function emitNewObject(scope: FunctionScope, made: NewObject): Code {
  const { first, object, owner, metatable, general } = emitParts(scope, made);
  const result = scope.temp("value", scope.asValue(object), true);
  scope.line(`if (${first}) ${owner}.meta = ${metatable}.record;`);
  scope.line(`else ${result.text} = ${scope.module.use("first")}(${general});`);
  return held(result);
}

/** The call for its effect. */
export function emitBecomingObject(scope: FunctionScope, made: NewObject): void {
  const { first, owner, metatable, general } = emitParts(scope, made);
  scope.line(`if (${first}) ${owner}.meta = ${metatable}.record; else ${general};`);
}

/** `return` of the object. */
export function emitReturnedObject(scope: FunctionScope, made: NewObject): void {
  const { first, object, owner, metatable, general } = emitParts(scope, made);
  scope.open(`if (${first}) {`);
  scope.line(`${owner}.meta = ${metatable}.record;`);
  scope.line(`return ${object.text};`);
  scope.close();
  scope.line(`return ${general};`);
}

interface Parts {
  /** True where the object gets its metatable in place. */
  readonly first: string;
  readonly object: Code;
  /** The object as a table. */
  readonly owner: string;
  readonly metatable: string;
  /** The call. */
  readonly general: string;
}

function emitParts(scope: FunctionScope, made: NewObject): Parts {
  const { module } = scope;
  const { call, table } = made;
  const found = scope.value(call.callee);
  const object = table.kind === "Table" ? held(scope.temp("table", scope.value(table).text), "table") : scope.value(table);
  const metatable = scope.holding(object.temps, () => emitMetatable(scope, made));
  const { code, name } = namedCallee(scope, call.callee);
  const general = applied(scope, call, { callee: code, arguments: [object, metatable], direct: undefined, name });
  const { owner, text, checks } = scope.asTable(object);
  const conditions = [
    `${found.text} === ${module.use("intrinsics")}.setmetatable`,
    // A table in a local may have a metatable already, which may be protected.
    ...(table.kind === "Table" ? [] : [...checks, `${text}.meta === ${module.use("PLAIN")}`]),
    `${metatable.text}?.record?.special === false`,
  ];
  return { first: conditions.join(" && "), object, owner, metatable: metatable.text, general };
}
