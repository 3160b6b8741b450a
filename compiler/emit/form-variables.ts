/** The Lua variables of one form: those in scope, how each is written, and what TypeScript thinks that their values are. */
import type { Expression, LocalVariable, Span } from "../ast.ts";
import { type Code, expecting, variable } from "./code.ts";
import { FormText } from "./form-text.ts";
import type { LoopLists } from "./kept-rows.ts";
import { namesConstants, operandName } from "./operand-names.ts";
import { stringLiteral } from "./text.ts";

/** A table's text, and the conditions under which its fields and items can be read. */
export interface TableAccess {
  readonly text: string;
  /** Where a field is assigned. */
  readonly owner: string;
  /** The array part, and what must hold besides before it can be read: every table has one. */
  readonly items: string;
  readonly itemChecks: readonly string[];
  readonly checks: readonly string[];
}

/** True for text that TypeScript takes for any Lua value, but for what it has narrowed. */
function isWide(value: Code): boolean {
  return value.type === "value" && value.narrow !== true;
}

/** Cells that a function keeps: each takes a place in its frame. */
const MOST_CELLS = 16;

export abstract class FormVariables extends FormText {
  /** Variables of the resumed form: slot → type. */
  readonly hoisted = new Map<string, string>();
  /** Texts that TypeScript may have narrowed to one value, by a comparison with a literal: from here to the function's end, or in this branch. */
  readonly #narrowed = new Set<string>();
  #narrowedHere = new Set<string>();
  /** False while the branch narrows what the code around it does. */
  #ownsNarrowed = true;
  /** The locals in scope. */
  protected readonly locals: LocalVariable[] = [];
  /** Another number whenever `locals` has changed. */
  protected localsVersion = 0;

  /** Enters a local in the scope; it keeps its name in both forms. */
  declare(local: LocalVariable): void {
    this.module.declare(local, this.plan);
    this.locals.push(local);
    this.localsVersion++;
    if (this.module.debugging) this.#slots.set(local, this.takeSlot());
  }
  /** Runs `inner` and forgets the locals that it declared. */
  scoped(inner: () => void): void {
    const count = this.locals.length;
    const slots = this.slotCount;
    inner();
    if (this.locals.length > count) this.localsVersion++;
    this.locals.length = count;
    this.slotCount = slots;
  }
  /** In debug mode: how many registers of PUC Lua the locals in scope take, hidden ones included. */
  slotCount = 0;
  readonly #slots = new Map<LocalVariable, number>();
  /** The register of the next local. */
  takeSlot(): number {
    return this.slotCount++;
  }
  /** The register of a local in scope. */
  slotOf(local: LocalVariable): number {
    return this.#slots.get(local) ?? 0;
  }
  /** The text as one that TypeScript takes for any Lua value: a variable must not be narrowed to its first value. */
  asValue(value: Code): string {
    return isWide(value) ? value.text : this.#cast(value, "Value");
  }
  #cast({ text, atom }: Code, type: string): string {
    const operand = atom ? text : this.ts("(") + text + this.ts(")");
    return operand + this.ts(` as ${this.module.useTypesIn(type)}`);
  }
  /** The text as one that TypeScript takes for nothing narrower than the value's type. */
  unnarrowed(value: Code): string {
    if (value.narrow !== true) return value.text;
    return value.type === "number" || value.type === "string" ? this.#cast(value, value.type) : this.asValue(value);
  }
  /** The text as one that TypeScript takes for what the local holds. */
  fitted(value: Code, type: string): string {
    if (type === "Value") return this.asValue(value);
    return value.type === "value" || value.type === "boolean" ? this.#cast(value, type) : value.text;
  }
  #decides = false;
  /** Runs `inner`, which emits a condition: what does not fulfil it may be over with, by `not` or by `until`. */
  deciding<T>(decides: boolean, inner: () => T): T {
    const before = this.#decides;
    this.#decides = decides || before;
    const result = inner();
    this.#decides = before;
    return result;
  }
  /** Notes that TypeScript narrows the text from here on: for the rest of the function (`lasting`) or of this branch. */
  narrow(text: string, lasting: boolean): void {
    if (lasting || this.#decides) this.#narrowed.add(text);
    else if (this.#ownsNarrowed) this.#narrowedHere.add(text);
    else {
      this.#narrowedHere = new Set(this.#narrowedHere).add(text);
      this.#ownsNarrowed = true;
    }
  }
  /** The value as text that TypeScript takes for any Lua value. */
  wide(code: Code): string {
    const narrowed = code.type === "nil" || code.narrow === true || this.isNarrowed(code.text);
    return narrowed ? this.ts("(") + this.#cast(code, "Value") + this.ts(")") : code.text;
  }
  /** A value where a list is wanted: what must hold before its items can be read in place. */
  asList(code: Code): TableAccess {
    return this.asTable(code.list === undefined ? code : { ...code, text: code.list, type: "table" });
  }
  /** A value where a table is wanted: what must hold before its fields and items can be read in place. */
  asTable({ text, type }: Code): TableAccess {
    if (type === "table") return { text, owner: text, items: `${text}.arr`, checks: [], itemChecks: [] };
    const items = `${text}.arr`;
    const checks = [`${text} !== undefined`];
    const itemChecks = [`${items} !== undefined`];
    // JavaScript takes the dot of `5.x` for the number's.
    if (!this.module.options.types) return { text, owner: /^-?\d/.test(text) ? `(${text})` : text, items, checks, itemChecks };
    const cast = (to: string): string => `(${text} as ${to})`;
    const table = this.module.useTypesIn("LuaTable");
    if (type === "value" && !this.isNarrowed(text)) return { text, owner: cast(table), items, checks, itemChecks };
    const value = this.module.useType("Value");
    const owner = cast(`${value} as ${table}`);
    return {
      text: owner,
      owner,
      items: `${owner}.arr`,
      checks: [`${cast(value)} !== undefined`],
      itemChecks: [`${owner}.arr !== undefined`],
    };
  }
  /** Whether TypeScript may take this text for one value only, after a comparison with a literal. */
  protected isNarrowed(text: string): boolean {
    return this.#narrowed.has(text) || this.#narrowedHere.has(text);
  }
  /** Runs `inner`, a branch: what it narrows is not narrow after it. */
  branch<T>(inner: () => T): T {
    const before = this.#narrowedHere;
    const owned = this.#ownsNarrowed;
    this.#ownsNarrowed = false;
    const result = inner();
    this.#narrowedHere = before;
    this.#ownsNarrowed = owned;
    return result;
  }
  /** True if the variable stands at the head of the function, because its declaration may be skipped. */
  hoist(name: string, type: string): boolean {
    if (this.mode !== "resumed" && this.hoistTo === undefined) return false;
    if (this.mode === "resumed") this.hoisted.set(name, type);
    else this.hoistTo?.set(name, type);
    return true;
  }
  /** Set inside a block with labels, in the fast form: its locals are declared before it. */
  hoistTo: Map<string, string> | undefined;

  /** What the loop that is being emitted keeps (loop-lists.ts). */
  loopLists: LoopLists | undefined;
  /** The variables that hold globals while a loop runs that only computes numbers (number-loops.ts). */
  loopNumbers: ReadonlyMap<string, string> | undefined;
  /** A call of the runtime that may call a metamethod, and through it anything: what the loop keeps is found again after it. */
  markAny(position: Span, text: string): string {
    return this.keeping(this.mark(position, text));
  }
  /** The same for a call that has its mark. */
  keeping(text: string): string {
    if (this.loopNumbers !== undefined) throw new Error("a loop that only computes numbers calls the runtime");
    return this.loopLists === undefined ? text : `${this.module.use("kept")}(${text}, ${this.loopLists.renewal})`;
  }
  readonly #lists = new Map<LocalVariable, string>();
  /**
   * After a local has got its value: `const row$list = typeof row === "object" && row.arr !== undefined ? row : nothing();` if loops take it for a list.
   * The resumed form does without: its variables would have to be handed over.
   */
  declareList(local: LocalVariable): void {
    const { module } = this;
    const wanted = this.plan.lists.has(local) && this.mode === "fast" && this.hoistTo === undefined && !this.brief;
    if (!wanted || module.storage(local) !== "plain" || module.codeTypeOf(local) !== "value") return;
    const name = module.nameOf(local);
    const { owner, itemChecks } = this.asTable(variable(name, true));
    const list = `${name}$list`;
    this.line(
      `const ${list} = ${[`typeof ${name} === "object"`, ...itemChecks].join(" && ")} ? ${owner} : ${module.use("nothing")}();`,
    );
    this.#lists.set(local, list);
  }

  /** The variables of the locals in scope that loops take for lists. */
  protected listNames(): readonly string[] {
    return this.locals.flatMap((local) => this.#lists.get(local) ?? []);
  }

  #heads = 0;
  /** Emits what a loop evaluates once, before its first turn. */
  beforeLoop<T>(emit: () => T): T {
    this.#heads++;
    const emitted = emit();
    this.#heads--;
    return emitted;
  }
  /** Cells of globals that the function's loops use, with the names it keeps them under. */
  readonly keptCells = new Map<string, string>();
  /**
   * The cell of a global. What loops of the fast form use is read into a constant where the function begins: inside nested loops V8 learns too late which
   * object it is, and then looks at each use what it holds.
   */
  cell(name: string): string {
    const cell = this.module.cell(name);
    const keeps = this.mode === "fast" && !this.brief && !this.plan.crowded && !this.module.debugging;
    if (!keeps || this.loopDepth === this.#heads) return cell;
    let kept = this.keptCells.get(cell);
    if (kept === undefined) {
      if (this.keptCells.size === MOST_CELLS) return cell;
      kept = `${cell}$cell`;
      this.keptCells.set(cell, kept);
    }
    return kept;
  }
  /** The value of a local in this form, with what is known of it: its type, its least number, its list. */
  read(local: LocalVariable): Code {
    if (local.kind === "env") return variable(this.place(local), false);
    const storage = this.module.storage(local);
    const name = this.module.nameOf(local);
    const text = storage === "box" ? `${name}.v` : name;
    const own = local.owner === this.plan.body.info;
    const stable = storage === "alias" || !local.assigned || (own && !local.captured);
    const type = storage === "alias" ? "function" : this.module.codeTypeOf(local);
    const typed = storage === "box" && type !== "value" && this.module.options.types;
    const known = typed ? `(${text} as ${this.module.useTypesIn(this.module.typeOf(local))})` : text;
    const list = this.loopLists?.locals.get(local) ?? this.#lists.get(local);
    const code = expecting(variable(known, stable, type), this.module.expected(local));
    return list === undefined ? code : { ...code, list };
  }
  /** The text that stands for the variable, to be read or assigned. */
  place(local: LocalVariable): string {
    if (local.kind === "env") return this.module.environment === "own" ? "environment$.v" : "environment$";
    const name = this.module.nameOf(local);
    return this.module.storage(local) === "box" ? `${name}.v` : name;
  }
  /** An operand as messages call it. */
  describe(expression: Expression): string | undefined {
    return operandName(this.plan, expression);
  }
  /** The last argument of what reads, writes or calls the value of an expression: how messages name it. */
  named(expression: Expression): string {
    const name = this.describe(expression);
    return name === undefined ? "" : `, ${stringLiteral(name)}`;
  }
  /** True in 5.2, whose messages call a text that was loaded for an operation `constant`. */
  get namesConstants(): boolean {
    return namesConstants(this.module.options.dialect);
  }
}
