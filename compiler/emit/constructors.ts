/**
 * Table constructors: `{x = 1, y = 2}` → `new x_y$table(1, 2)`, `{1, 2}` → `LuaTable.list([1, 2])`, others field by field.
 * Governing text: Lua 5.2 manual §3.4.8.
 */
import { listsVarargs } from "../analyse/handed-over.ts";
import type { TableConstructor, TableField } from "../ast.ts";
import { type Code, callText, held } from "./code.ts";
import { constructorForm, isRecordName, MAX_RECORD_FIELDS } from "./constructor-form.ts";
import { hoists } from "./hoisting.ts";
import type { Module } from "./module.ts";
import { isMulti, isReadLate, operands } from "./operands.ts";
import { inRun } from "./runs.ts";
import type { FunctionScope } from "./scope.ts";

/** The new table; items and fields are evaluated in Lua's order, with statements before the expression where one needs them. */
export function emitConstructor(scope: FunctionScope, table: TableConstructor): Code {
  switch (constructorForm(scope.module, table)) {
    case "empty": {
      const later = scope.module.stepping ? [] : scope.module.shapes.later(table, []);
      const made = later.length === 0 ? `new ${scope.module.use("LuaTable")}` : scope.module.shapes.maker(table, [], later);
      return callText(`${made}()`, [], "table");
    }
    case "record": {
      const names = table.fields.map((field) => (field.kind === "Field" && field.key.kind === "String" ? field.key.value : ""));
      const values = operands(
        scope,
        table.fields.map((field) => field.value),
        "early",
      );
      const list = values.map((value) => value.text).join(", ");
      if (scope.module.stepping)
        return callText(`${scope.module.use("tableOf")}(${JSON.stringify(names)}, [${list}])`, values, "table");
      const maker = scope.module.shapes.maker(table, names);
      return callText(`${maker}(${list})`, values, "table");
    }
    case "list": {
      if (table.fields.length > ITEMS_A_BATCH && table.fields.some((field) => hoists(scope.module, field.value)))
        return emitGeneral(scope, table);
      const values = operands(
        scope,
        table.fields.map((field) => field.value),
        "early",
        true,
      );
      const room = roomForItems(table.fields);
      const list = scope.plan.handsOver && listsVarargs(table) ? "varargs$" : arrayOf(values);
      const made = room > table.fields.length ? `wideList(${list}, ${room})` : `list(${list})`;
      return callText(`${scope.module.use("LuaTable")}.${made}`, values, "table");
    }
    case "general":
      return emitGeneral(scope, table);
  }
}

/** An array of these values, of which the last may be several: the results of a call come in a new one. */
function arrayOf(values: readonly Code[]): string {
  const list = values.map((value) => value.text).join(", ");
  return values.length === 1 && values[0]?.many === "new" ? list.slice("...".length) : `[${list}]`;
}

/**
 * Fields are stored as they come; items are collected, and stored when there are so many, as PUC Lua does (`LFIELDS_PER_FLUSH`). So there are
 * never more values to be kept where a call waits: code that keeps them all would grow with the square of their number.
 */
const ITEMS_A_BATCH = 50;
/** Fields without items among them end a batch too. */
const FIELDS_A_BATCH = 50;

function emitGeneral(scope: FunctionScope, table: TableConstructor): Code {
  const { fields: all } = table;
  const sizes = all.some(mayBeItem) ? `.sized(${roomForItems(all)}, ${room(all.filter(isKeyed).length)})` : undefined;
  const LuaTable = scope.module.use("LuaTable");
  const named = sizes === undefined ? fieldsInPlace(scope.module, all) : NO_FIELDS;
  const made = scope.temp("table", sizes === undefined ? `new ${LuaTable}()` : `${LuaTable}${sizes}`);
  scope.holding([made], () => {
    let items = 0;
    for (let from = 0; from < all.length; ) {
      const to = batchEnd(all, from);
      const batch = all.slice(from, to);
      const open = to === all.length;
      inRun(
        scope,
        batch,
        (field) => field.value,
        () => scope.freeing(() => emitBatch(scope, made.text, batch, items, open, named)),
      );
      items += batch.length - batch.filter(isKeyed).length;
      from = to;
    }
  });
  return held(made, "table");
}

type KeyedField = Extract<TableField, { kind: "Field" }>;

function isKeyed(field: TableField): field is KeyedField {
  return field.kind === "Field";
}

/** The fields with constant names that are stored before any computed key: the new table has nothing in its hash then. */
function fieldsInPlace(module: Module, fields: readonly TableField[]): ReadonlySet<TableField> {
  const found = new Set<TableField>();
  for (const field of fields) {
    if (!isKeyed(field)) continue;
    if (found.size === MAX_RECORD_FIELDS) break;
    if (field.key.kind !== "String" || module.stepping || !isRecordName(module, field.key.value)) break;
    found.add(field);
  }
  return found;
}

const NO_FIELDS: ReadonlySet<TableField> = new Set();

/** `[3] = x`: what `#` finds then depends on the sizes that the constructor gives the table. */
function mayBeItem(field: TableField): boolean {
  return isKeyed(field) && field.key.kind === "Number" && field.key.value > 0;
}

/** The array part for a constructor's items. One that may be several values is not counted (`lastlistfield` in lparser.c). */
function roomForItems(fields: readonly TableField[]): number {
  const items = fields.filter((field) => !isKeyed(field)).length;
  const last = fields.at(-1);
  const open = last !== undefined && !isKeyed(last) && isMulti(last.value);
  return open ? items - 1 : room(items);
}

/** What the instruction for a new table makes of a number of items: three bits and an exponent (`luaO_int2fb`). */
function room(count: number): number {
  let mantissa = count;
  let exponent = 0;
  for (; mantissa >= 16; exponent++) mantissa = (mantissa + 1) >> 1;
  return mantissa * 2 ** exponent;
}

/** Where the batch that begins with the field of this number ends. */
function batchEnd(fields: readonly TableField[], from: number): number {
  let items = 0;
  let end = from;
  while (end < fields.length && items < ITEMS_A_BATCH && (items > 0 || end - from < FIELDS_A_BATCH)) {
    const field = fields[end++];
    if (field !== undefined && !isKeyed(field)) items++;
  }
  return end;
}

/** Emits fields, whose items are stored after the `after` ones that are there. `open`: the last may be several values. */
function emitBatch(
  scope: FunctionScope,
  made: string,
  fields: readonly TableField[],
  after: number,
  open: boolean,
  named: ReadonlySet<TableField>,
): void {
  const items: Code[] = [];
  const before = scope.heldCount;
  for (const [i, field] of fields.entries()) {
    if (isKeyed(field)) scope.freeing(() => storeField(scope, made, field, named.has(field)));
    else {
      const [value] = operands(scope, [field.value], "early", open && i === fields.length - 1);
      if (value === undefined) throw new Error("an item without a value");
      const item = value.stable || value.many !== undefined ? value : scope.saved(value);
      items.push(item);
      scope.hold(item.temps);
    }
  }
  scope.releaseTo(before);
  if (items.length > 0)
    scope.line(`${scope.module.use("fill")}(${made}, [${items.map((item) => item.text).join(", ")}], ${after + 1});`);
}

function storeField(scope: FunctionScope, made: string, field: KeyedField, inPlace: boolean): void {
  if (inPlace && field.key.kind === "String") {
    const [value] = operands(scope, [field.value], "early");
    if (value === undefined) throw new Error("a field without a value");
    scope.line(`${made}.${scope.module.field(field.key.value)} = ${value.text};`);
    return;
  }
  // A name needs no instruction of its own.
  const named = field.key.kind === "String" ? scope.value(field.key) : undefined;
  const codes = operands(scope, named === undefined ? [field.key, field.value] : [field.value], "field");
  const [key, given] = named === undefined ? codes : [named, ...codes];
  if (key === undefined || given === undefined) throw new Error("a field without key or value");
  const value = isReadLate(scope, field.key) ? scope.simple(given) : given;
  scope.line(
    scope.mark({ ...field.key, line: field.line }, `${scope.module.use("rawset")}(${made}, ${key.text}, ${value.text});`),
  );
}
