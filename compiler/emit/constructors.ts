/**
 * Table constructors: `{x = 1, y = 2}` → `x_y$table(1, 2)`, `{1, 2}` → `LuaTable.list([1, 2])`, others field by field.
 * Governing text: Lua 5.2 manual §3.4.8.
 */
import type { TableConstructor } from "../ast.ts";
import { type Code, callText, held } from "./code.ts";
import { constructorForm } from "./constructor-form.ts";
import { operands } from "./operands.ts";
import type { FunctionScope } from "./scope.ts";

export function emitConstructor(scope: FunctionScope, table: TableConstructor): Code {
  switch (constructorForm(table)) {
    case "empty":
      return callText(`new ${scope.module.use("LuaTable")}()`, [], "table");
    case "record": {
      const names = table.fields.map((field) => (field.kind === "Field" && field.key.kind === "String" ? field.key.value : ""));
      const values = operands(
        scope,
        table.fields.map((field) => field.value),
        "early",
      );
      const maker = scope.module.shape(names, `${names.join(",")}@${table.start}`);
      return callText(`${maker}(${values.map((value) => value.text).join(", ")})`, values, "table");
    }
    case "list": {
      const values = operands(
        scope,
        table.fields.map((field) => field.value),
        "early",
        true,
      );
      return callText(`${scope.module.use("LuaTable")}.list([${values.map((value) => value.text).join(", ")}])`, values, "table");
    }
    case "general":
      return emitGeneral(scope, table);
  }
}

/** Fields are stored as they come; items are collected and stored at the end, as PUC Lua does. */
function emitGeneral(scope: FunctionScope, table: TableConstructor): Code {
  const made = scope.temp("table", `new ${scope.module.use("LuaTable")}()`);
  const result = held(made, "table");
  const items: Code[] = [];
  const last = table.fields.at(-1);
  const step = (i: number): void => {
    const field = table.fields[i];
    if (field === undefined) return;
    if (field.kind === "Field") {
      const [key, value] = operands(scope, [field.key, field.value], "early");
      if (key === undefined || value === undefined) throw new Error("a field without key or value");
      scope.line(scope.mark(field.key, `${scope.module.use("rawset")}(${made.text}, ${key.text}, ${value.text});`));
      step(i + 1);
      return;
    }
    const [value] = operands(scope, [field.value], "early", field === last);
    if (value === undefined) throw new Error("an item without a value");
    const item = value.stable || value.text.startsWith("...") ? value : scope.saved(value);
    items.push(item);
    scope.holding(item.temps, () => step(i + 1));
  };
  scope.holding([made], () => step(0));
  if (items.length > 0)
    scope.line(`${scope.module.use("fill")}(${made.text}, [${items.map((item) => item.text).join(", ")}], 1);`);
  return result;
}
