/**
 * The fields that objects get after their constructor, if at all: `{key = k}` whose `left` and `right` are set and tested elsewhere. Such a
 * constructor makes room for them at once: else each order in which objects get them is a shape of its own to V8, and trees have five of those, which is
 * more than it keeps apart.
 *
 * Which objects those are is told by the variables: one that `node.key` is read from and `node.left` too holds what `{key = k}` made. Only names
 * count that the chunk asks for before it uses them (absent-fields.ts), and that no constructor of it mentions; and those that a variable gets
 * (`node.left = insert(node.left, k)`) which is asked for all of the constructor's, where only constructors with these mention them. An empty constructor is taken for one of
 * the fields that its local gets: `local self = setmetatable({}, Node); self.key = k`. It decides speed alone: a field that is nil is not there.
 */
import type {
  AssignmentStatement,
  CallExpression,
  Chunk,
  Expression,
  LocalVariable,
  MethodCallExpression,
  Statement,
  TableConstructor,
} from "../ast.ts";
import type { AbsentFields } from "./absent-fields.ts";
import type { Bindings } from "./bindings.ts";
import type { Contents } from "./contents.ts";
import { type Methods, methodsOf } from "./methods.ts";

/** More fields than this are not made in advance. */
const MOST_FIELDS = 4;

/** A variable that is asked for a smaller part of a constructor's fields may hold something else. */
const PART = 1 / 3;

/** The variables that are looked at for each name of a constructor, and the names that are looked at for each of those. */
const MOST_VARIABLES = 32;
const MOST_NAMES = 32;

/** A name that more constructors mention is not taken for one that belongs beside others. */
const MOST_MENTIONS = 32;

export class LaterFields {
  /** Names that objects may get after their constructor, in the order of the text. */
  readonly #later: ReadonlySet<string>;
  /** The names of the fields that each variable is asked for. */
  readonly #names = new Map<LocalVariable, Set<string>>();
  readonly #laterNames = new Map<LocalVariable, readonly string[]>();
  /** What each variable gets first. */
  readonly #given = new Map<LocalVariable, Set<string>>();
  /** The first constructors that mention each name, one more than are looked at. */
  readonly #mentions = new Map<string, ReadonlySet<string>[]>();
  /** The first variables that are asked for each name. */
  readonly #variables = new Map<string, LocalVariable[]>();
  /** The locals that get new tables. */
  readonly #locals = new Map<TableConstructor, LocalVariable>();
  /** Variables with items: which fields their tables have decides what `#` finds. */
  readonly #lists = new Set<LocalVariable>();

  constructor(chunk: Chunk, contents: Contents, absent: AbsentFields, calleeOf: Bindings["calleeOf"]) {
    const methods = methodsOf(chunk);
    const assigned = new Set<string>();
    const optional = new Set(absent.names);
    for (const { statements, calls, tables } of contents.functions) {
      statements.forEach((statement) => {
        inStatement(statement, absent.tested, assigned, optional);
        if (statement.kind === "Assignment") this.#give(statement, methods);
      });
      calls.forEach((call) => {
        inCall(call, absent.tested, methods, calleeOf, optional);
      });
      for (const table of tables) this.#mention(table);
    }
    this.#later = new Set([...assigned].filter((name) => optional.has(name) && !this.#mentions.has(name) && !methods.has(name)));
    if (this.#later.size > 0 || this.#given.size > 0) this.#note(contents);
  }

  /** Notes what variables get that may be an object. Of numbers V8 writes a new fraction over the old one, if the field has held nothing else. */
  #give({ targets, values }: AssignmentStatement, methods: Methods): void {
    targets.forEach((target, i) => {
      if (target.kind !== "Index" || target.index.kind !== "String" || target.object.kind !== "LocalName") return;
      const name = target.index.value;
      if (!mayBeObject(values[i]) || methods.has(name) || name.startsWith("__")) return;
      const { variable } = target.object;
      const given = this.#given.get(variable);
      if (given === undefined) this.#given.set(variable, new Set([name]));
      else if (given.size < MOST_NAMES) given.add(name);
    });
  }

  #mention({ fields }: TableConstructor): void {
    const names = new Set<string>();
    for (const field of fields) if (field.kind === "Field" && field.key.kind === "String") names.add(field.key.value);
    for (const name of names) {
      const mentions = this.#mentions.get(name);
      if (mentions === undefined) this.#mentions.set(name, [names]);
      else if (mentions.length <= MOST_MENTIONS) mentions.push(names);
    }
  }

  #note(contents: Contents): void {
    for (const { fields, items, statements } of contents.functions) {
      for (const statement of statements)
        if (statement.kind === "Local")
          statement.variables.forEach((variable, i) => {
            const table = newTable(statement.values[i]);
            if (table !== undefined) this.#locals.set(table, variable);
          });
      for (const { object } of items) this.#lists.add(object.variable);
      for (const { object, index } of fields) {
        const names = this.#names.get(object.variable);
        if (names?.has(index.value) === true) continue;
        if (names === undefined) this.#names.set(object.variable, new Set([index.value]));
        else names.add(index.value);
        const variables = this.#variables.get(index.value);
        if (variables === undefined) this.#variables.set(index.value, [object.variable]);
        else if (variables.length < MOST_VARIABLES) variables.push(object.variable);
      }
    }
  }

  /** What a table may get that this constructor makes, with these fields. */
  of(table: TableConstructor, constant: readonly string[]): readonly string[] {
    if (this.#variables.size === 0) return [];
    const local = this.#locals.get(table);
    if (local !== undefined && this.#lists.has(local)) return [];
    const fields = constant.length > 0 || local === undefined ? constant : [...(this.#names.get(local) ?? [])];
    const found = new Set<string>();
    for (const variable of new Set(fields.flatMap((field) => this.#variables.get(field) ?? []))) {
      const names = this.#names.get(variable);
      if (names === undefined || this.#lists.has(variable)) continue;
      const asked = fields.filter((field) => names.has(field)).length;
      if (asked < fields.length * PART) continue;
      for (const name of this.#laterOf(variable, names)) if (!fields.includes(name)) found.add(name);
      if (asked < fields.length || constant.length === 0) continue;
      for (const name of this.#given.get(variable) ?? [])
        if (!fields.includes(name) && this.#onlyBeside(name, fields)) found.add(name);
    }
    return [...found].slice(0, MOST_FIELDS);
  }

  /** The first of a variable's names that objects may get later. */
  #laterOf(variable: LocalVariable, names: ReadonlySet<string>): readonly string[] {
    let later = this.#laterNames.get(variable);
    if (later === undefined) {
      later = [...names].filter((name) => this.#later.has(name)).slice(0, MOST_NAMES);
      this.#laterNames.set(variable, later);
    }
    return later;
  }

  /** Whether only constructors with these fields mention a name. */
  #onlyBeside(name: string, fields: readonly string[]): boolean {
    const mentions = this.#mentions.get(name) ?? [];
    return mentions.length <= MOST_MENTIONS && mentions.every((names) => fields.every((field) => names.has(field)));
  }
}

/** What may be a table, as far as the text tells. */
function mayBeObject(value: Expression | undefined): boolean {
  switch (value?.kind) {
    case "LocalName":
    case "GlobalName":
    case "Index":
    case "Call":
    case "MethodCall":
    case "Logical":
    case "Table":
      return true;
    default:
      return false;
  }
}

/** The constructor of `{…}` and `setmetatable({…}, Class)`. */
function newTable(value: Expression | undefined): TableConstructor | undefined {
  if (value?.kind === "Table") return value;
  const first = value?.kind === "Call" && value.arguments.length === 2 ? value.arguments[0] : undefined;
  return first?.kind === "Table" ? first : undefined;
}

/** Notes the names that are assigned, and those whose values go into variables that are tested. */
function inStatement(
  statement: Statement,
  tested: ReadonlySet<LocalVariable>,
  assigned: Set<string>,
  optional: Set<string>,
): void {
  if (statement.kind === "Local")
    statement.variables.forEach((variable, i) => {
      if (tested.has(variable)) addName(statement.values[i], optional);
    });
  if (statement.kind !== "Assignment") return;
  statement.targets.forEach((target, i) => {
    const value = statement.values[i];
    if (target.kind === "LocalName" && tested.has(target.variable)) addName(value, optional);
    if (target.kind === "Index" && value?.kind !== "Nil" && value?.kind !== "Function") addName(target, assigned);
  });
}

/** Notes the names whose values are handed to parameters that are tested. */
function inCall(
  call: CallExpression | MethodCallExpression,
  tested: ReadonlySet<LocalVariable>,
  methods: Methods,
  calleeOf: Bindings["calleeOf"],
  optional: Set<string>,
): void {
  const body = call.kind === "MethodCall" ? methods.get(call.method)?.[0] : calleeOf(call);
  const first = call.kind === "MethodCall" ? 1 : 0;
  call.arguments.forEach((argument, i) => {
    const parameter = body?.parameters[i + first];
    if (parameter !== undefined && tested.has(parameter)) addName(argument, optional);
  });
}

function addName(expression: Expression | undefined, names: Set<string>): void {
  if (expression?.kind === "Index" && expression.index.kind === "String") names.add(expression.index.value);
}
