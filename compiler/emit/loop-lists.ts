/**
 * What a loop that does nothing but compute finds once, before it begins: the lists in globals and in fields, and the rows of `a[i][k]`, whose place does
 * not change in the loop. V8 takes nothing out of a loop that has a way out in it, as each such read is, and what is no table has to be told in each iteration.
 *
 *     let row$1 = …a.arr[i - 1]…;
 *     for (…) { … row$1.arr[k - 1] ?? kept(index(index(a, i, "local a"), k, "field ?"), row$1 = asList(a.arr[i - 1])) … }
 *
 * Another row can come to lie there in two ways. A runtime function may call a metamethod: after each of them the rows are found again (`kept`).
 * A store of the loop may hit the list of rows: such stores are left to the runtime. Where a metatable of the globals may be asked for what the loop
 * reads or writes of them, nothing is kept.
 */
import { type Visitor, walkBlock, walkExpression } from "../analyse/walk.ts";
import type { Block, Expression, GlobalName, IndexExpression, LocalName, LocalVariable, StringLiteral } from "../ast.ts";
import { variable } from "./code.ts";
import { isSamePlace } from "./filling.ts";
import { intrinsicOf } from "./intrinsic-rules.ts";
import { itemRead } from "./items.ts";
import type { LoopLists } from "./kept-rows.ts";
import { isPlace, seen } from "./read-chains.ts";
import type { FunctionScope } from "./scope.ts";
import { isSimple } from "./simple.ts";

/** `o.data` with a local or global `o`. */
type FieldPlace = IndexExpression & { readonly object: LocalName | GlobalName; readonly index: StringLiteral };

/** `a[i]` with a local or global `a`, or `o.data[i]`. */
type RowPlace = IndexExpression & { readonly object: LocalName | GlobalName | FieldPlace };

/** What the loop indexes, as far as it does not change there; undefined if it may call something in each iteration. */
interface Places {
  readonly locals: ReadonlySet<LocalVariable>;
  readonly globals: ReadonlySet<string>;
  readonly fields: readonly FieldPlace[];
  readonly rows: readonly RowPlace[];
  /** Whether it reads or writes globals. */
  readonly watched: boolean;
}

/** The renewal stands behind each operation of the loop. */
const MOST_ROWS = 6;
const MOST_FIELDS = 4;

/** Runs `inner`, which emits a tight loop; what the loop keeps is found before it. */
export function keepingLists(
  scope: FunctionScope,
  loop: { readonly body: Block; readonly condition?: Expression; readonly variable?: LocalVariable },
  inner: () => void,
): void {
  const places = scope.brief ? undefined : placesOf(scope, loop);
  if (places === undefined || places.rows.length + places.fields.length + places.globals.size === 0) {
    inner();
    return;
  }
  const before = scope.loopLists;
  scope.loopLists = declare(scope, places);
  inner();
  scope.loopLists = before;
}

function declare(scope: FunctionScope, { locals, globals: globalNames, fields, rows, watched }: Places): LoopLists {
  const { module } = scope;
  const renewals: string[] = [];
  const guarded = (text: string): string => (watched ? `env.isWatched ? undefined : ${text}` : text);
  const declareList = (text: string): string => {
    const name = scope.numbered("list");
    const list = `${module.use("asList")}(${guarded(text)})`;
    scope.line(`let ${name} = ${list};`);
    renewals.push(`${name} = ${list}`);
    return name;
  };
  const names = new Map([...locals].map((local) => [local, declareList(scope.read(local).text)]));
  const globals = new Map([...globalNames].map((name) => [name, declareList(`${scope.cell(name)}.v`)]));
  const lists = fields.map((place) => {
    const owner = scope.value(place.object);
    const read = `${scope.wide(owner)}${owner.type === "table" ? "" : "?"}.${module.field(place.index.value)}`;
    return { place, name: declareList(read), isField: true };
  });
  const bases = new Set<string>();
  const listOf = ({ object }: RowPlace): string =>
    (object.kind === "Index"
      ? lists.find(({ place }) => isSamePlace(place, object))?.name
      : object.kind === "LocalName"
        ? names.get(object.variable)
        : globals.get(object.name)) ?? scope.asList(scope.value(object)).text;
  for (const place of rows) bases.add(listOf(place));
  const kept = rows.map((place) => {
    const key = scope.value(place.index);
    const found = key.simple ? key : { ...key, ...variable(scope.numbered("key"), true, "number") };
    if (found !== key) scope.line(`const ${found.text} = ${key.text};`);
    const item = itemRead(scope, listOf(place), found)?.text ?? "undefined";
    const read = place.object.kind === "GlobalName" ? item : guarded(item);
    const value = scope.numbered("item");
    const name = scope.numbered("row");
    scope.line(`const ${value} = ${read};`);
    const others = [...bases].map((base) => `${value} !== ${base}`);
    scope.line(`let ${name} = ${seen(scope, variable(value, true), others)};`);
    renewals.push(`${name} = ${[...bases].reduce((found, base) => `${module.use("asList")}(${found}, ${base})`, read)}`);
    return { place, name, isField: false };
  });
  return { locals: names, globals, rows: [...lists, ...kept], bases: [...bases], renewal: renewals.join(", ") };
}

function placesOf(
  scope: FunctionScope,
  { body, condition, variable: counter }: Parameters<typeof keepingLists>[1],
): Places | undefined {
  const changed = new Set<LocalVariable | string>(counter === undefined ? [] : [counter]);
  const written = new Set<string>();
  let watched = false;
  const indexed: IndexExpression[] = [];
  let computes = true;
  const visitor: Visitor = {
    done: () => !computes,
    statement(statement) {
      if (statement.kind === "Local") for (const local of statement.variables) changed.add(local);
      else if (statement.kind === "Assignment") {
        for (const target of statement.targets) {
          if (target.kind === "LocalName") changed.add(target.variable);
          else if (target.kind === "GlobalName") {
            changed.add(target.name);
            watched = true;
          } else if (target.index.kind === "String") written.add(target.index.value);
        }
      }
    },
    expression(expression) {
      switch (expression.kind) {
        case "Index":
          if (expression.index.kind !== "String") indexed.push(expression);
          break;
        case "GlobalName":
          if (!LIBRARIES.has(expression.name)) watched = true;
          break;
        case "Unary":
          if (expression.operator === "#") computes = false;
          break;
        case "Call":
        case "MethodCall":
          if (intrinsicOf(scope.module, expression) === undefined) computes = false;
          break;
        case "Function":
        case "Table":
        case "Vararg":
          computes = false;
          break;
        default:
      }
    },
  };
  walkBlock(body, visitor);
  if (condition !== undefined) walkExpression(condition, visitor);
  if (!computes) return undefined;
  const isFixed = (expression: Expression): boolean =>
    expression.kind === "Binary"
      ? isFixed(expression.left) && isFixed(expression.right)
      : expression.kind === "Number" || (expression.kind === "LocalName" && !changed.has(expression.variable));
  const isFixedGlobal = (expression: Expression): expression is GlobalName =>
    expression.kind === "GlobalName" && !LIBRARIES.has(expression.name) && !changed.has(expression.name);
  const isFixedName = (expression: Expression): expression is LocalName | GlobalName =>
    isFixedGlobal(expression) || (expression.kind === "LocalName" && expression.variable.kind !== "env" && isFixed(expression));
  const isField = (expression: Expression): expression is FieldPlace =>
    expression.kind === "Index" &&
    expression.index.kind === "String" &&
    !written.has(expression.index.value) &&
    isFixedName(expression.object) &&
    scope.module.field(expression.index.value) !== undefined;
  const isRow = (expression: Expression): expression is RowPlace =>
    expression.kind === "Index" &&
    (isFixedName(expression.object) || isField(expression.object)) &&
    isFixed(expression.index) &&
    hasShortText(expression.index) &&
    isPlace(scope, expression.index);
  const rows: RowPlace[] = [];
  const fields: FieldPlace[] = [];
  const addField = (field: FieldPlace): void => {
    if (!fields.some((other) => isSamePlace(other, field))) fields.push(field);
  };
  const locals = new Set<LocalVariable>();
  const globals = new Set<string>();
  for (const { object } of indexed) {
    if (isFixedGlobal(object)) globals.add(object.name);
    if (isField(object)) addField(object);
    if (!isRow(object) || rows.length === MOST_ROWS || rows.some((row) => isSamePlace(row, object))) continue;
    rows.push(object);
    if (object.object.kind === "GlobalName") {
      globals.add(object.object.name);
      continue;
    }
    if (object.object.kind === "Index") {
      addField(object.object);
      continue;
    }
    const { type, list } = scope.read(object.object.variable);
    if (type === "value" && list === undefined) locals.add(object.object.variable);
  }
  return globals.size > MOST_ROWS || fields.length > MOST_FIELDS ? undefined : { locals, globals, fields, rows, watched };
}

/** Globals that are read where a library function is called in place. If one is nil, the call goes to the runtime. */
const LIBRARIES: ReadonlySet<string> = new Set(["math", "string"]);

/** True for a key whose text needs no statements before it. */
function hasShortText(index: Expression): boolean {
  return isSimple(index) || (index.kind === "Binary" && isSimple(index.left) && isSimple(index.right));
}
