/**
 * One form of one function while it is being emitted: its text so far, the locals in scope, the temporaries in use, and the places where
 * it can be suspended.
 *
 * A function with suspension points is emitted twice by the same code. In the *fast* form a point hands the live variables to
 * the *resumed* form, a generator. There `entry$` is the number of the point it starts at, or 0 once it is running: everything that stands
 * before the point is skipped by guards on `entry$`, block by block:
 *
 *     if (entry$ === 0) {            // what stands between two points is a segment
 *       …
 *       call$1 = check(subject);
 *       if (call$1 === null && suspended(call$1)) { yield at + 6; call$1 = rt.resumed; }
 *     } else if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
 *
 * Invariant: both passes make the same temporaries and reach the same points in the same order; the fast pass records the range
 * of points inside each statement, the resumed pass reads it.
 */
import type {
  Block,
  CallExpression,
  Expression,
  FunctionBody,
  FunctionExpression,
  LocalVariable,
  MethodCallExpression,
  Span,
  Statement,
  VarargExpression,
} from "../ast.ts";
import { cutChain, isDeep } from "./chains.ts";
import { type Code, callText, held, TEMP_TYPES, type Temp, type TempKind, variable } from "./code.ts";
import { emitDeclared, hiddenArg } from "./debug-mode.ts";
import type { Module } from "./module.ts";
import { type NameSet, variableName } from "./names.ts";
import { at, Lines, typeOnly } from "./text.ts";

export type Mode = "fast" | "resumed";

/** The emitters of statements and expressions, which stand in files of their own and call each other through here. */
export interface Emitters {
  value(scope: FunctionScope, expression: Expression): Code;
  /** A JavaScript boolean: the truth of the expression. */
  condition(scope: FunctionScope, expression: Expression): Code;
  block(scope: FunctionScope, block: Block): void;
  statement(scope: FunctionScope, statement: Statement): void;
  /** All the values of a call or `...` that ends a list, as text to be spread: `...results(call$1)`. */
  spread(scope: FunctionScope, expression: CallExpression | MethodCallExpression | VarargExpression): Code;
  /** A closure. `hint` names an anonymous function. */
  closure(scope: FunctionScope, expression: FunctionExpression, hint: string | undefined): Code;
}

/** First and last point inside a part of the function. */
export type Range = readonly [first: number, last: number];

/** A live variable at a point: its name and type in the resumed form, its text in the fast one. */
interface Live {
  readonly slot: string;
  readonly type: string;
  readonly text: string;
}

/** What both forms of a function share. */
export class FunctionPlan {
  readonly module: Module;
  readonly body: FunctionBody;
  /** The JavaScript name of the function. */
  readonly name: string;
  readonly names: NameSet;
  readonly resumable: boolean;
  readonly ranges = new Map<object, Range>();
  readonly points = new Map<object, number>();
  readonly lives: (readonly Live[])[] = [];
  /** The implicit `arg`; in debug mode also where it is not used. */
  readonly arg: LocalVariable | undefined;
  /** In debug mode: the lines that hold code. */
  readonly lines = new Set<number>();
  /** In debug mode: statements without code of their own, and lines at the ends of the last branches of some `if` (debug-mode.ts). */
  readonly silent = new Set<Statement>();
  readonly branchEnds = new Map<Statement, number>();

  constructor(module: Module, body: FunctionBody, name: string, names: NameSet) {
    this.module = module;
    this.body = body;
    this.name = name;
    this.names = names;
    this.resumable = module.suspension.resumable(body);
    const hidden = module.debugging ? hiddenArg(body, module.options.dialect, body === module.chunk.body) : undefined;
    this.arg = body.arg ?? hidden;
  }
  readonly #keys = new Map<object, Map<string, object>>();
  /** An object that stands for a part of a node, the same in both passes. */
  key(node: object, part: string): object {
    let parts = this.#keys.get(node);
    if (parts === undefined) {
      parts = new Map();
      this.#keys.set(node, parts);
    }
    let key = parts.get(part);
    if (key === undefined) {
      key = { part };
      parts.set(part, key);
    }
    return key;
  }
  get isMain(): boolean {
    return this.body === this.module.chunk.body;
  }
}

/** Statements around the text being emitted that `break` and `goto` need to know. */
export interface LoopFrame {
  /** The label that `break` names; undefined: the innermost JavaScript loop is meant. */
  readonly label: string | undefined;
}

interface Guard {
  readonly last: number;
  passed: number;
  readonly segment: Lines;
}

export class FunctionScope {
  readonly plan: FunctionPlan;
  readonly module: Module;
  readonly mode: Mode;
  readonly emitters: Emitters;
  /** Where finished lines go. */
  out: Lines = new Lines();
  readonly loops: LoopFrame[] = [];
  /** How a `goto` to each label in reach is written. */
  readonly labels = new Map<object, string>();
  /** Number of loops (and blocks jumped back into) around: main-level code outside of them runs once. */
  loopDepth = 0;
  /** Variables of the resumed form: slot → type. */
  readonly hoisted = new Map<string, string>();
  /** Texts that TypeScript may have narrowed to one value, by a comparison with a literal: from here to the function's end, or in this branch. */
  readonly #narrowed = new Set<string>();
  #narrowedHere = new Set<string>();
  readonly #locals: LocalVariable[] = [];
  readonly #held: Temp[] = [];
  #guard: Guard | undefined;
  #pointCount = 0;
  readonly #fastCounts = new Map<string, number>();
  #slotCounts = new Map<string, number>();

  constructor(plan: FunctionPlan, mode: Mode, emitters: Emitters) {
    this.plan = plan;
    this.emitters = emitters;
    this.module = plan.module;
    this.mode = mode;
  }

  // ---- text -------------------------------------------------------------------------------------------------------------

  get #target(): Lines {
    return this.#guarding ? (this.#guard as Guard).segment : this.out; // #guarding is only true with a guard
  }
  get #guarding(): boolean {
    return this.#guard !== undefined && this.#guard.passed < this.#guard.last;
  }
  line(text: string): void {
    this.#target.add(this.#marked(text));
  }
  open(text: string): void {
    const target = this.#target;
    target.add(this.#marked(text));
    target.indent();
  }
  /** A comment: the place of a statement goes to its first line of code. */
  comment(text: string): void {
    this.#target.add(text);
  }
  #pending = "";
  /** The next line that is written begins this statement. */
  begin(statement: Span): void {
    this.#pending = at(statement);
  }
  #marked(text: string): string {
    const mark = this.#pending;
    this.#pending = "";
    return mark + text;
  }
  close(text = "}"): void {
    const target = this.#target;
    target.outdent();
    target.add(text);
  }
  /** The lines that `inner` writes, kept apart. Only in the fast form, which has no segments. */
  divert(inner: () => void): readonly string[] {
    const before = this.out;
    this.out = new Lines();
    inner();
    const { lines } = this.out;
    this.out = before;
    return lines;
  }
  #labelCount = 0;
  /** A new JavaScript label. */
  label(word: string): string {
    this.#labelCount++;
    return `${word}$${this.#labelCount}`;
  }
  /** A TypeScript annotation; the JavaScript goes without. */
  ts(annotation: string): string {
    return this.module.options.types ? typeOnly(annotation) : "";
  }
  /** True where the code runs once per instance: main chunk, outside of loops. Short text beats speed there. */
  get once(): boolean {
    return this.plan.isMain && this.loopDepth === 0;
  }

  // ---- variables --------------------------------------------------------------------------------------------------------

  /** Enters a local in the scope; it keeps its name in both forms. */
  declare(local: LocalVariable): void {
    this.module.declare(local, this.plan);
    this.#locals.push(local);
    if (this.module.debugging) this.#slots.set(local, this.takeSlot());
  }
  /** Runs `inner` and forgets the locals that it declared. */
  scoped(inner: () => void): void {
    const count = this.#locals.length;
    const slots = this.slotCount;
    inner();
    this.#locals.length = count;
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
  /** Declares a local with its first value (after its initial value was evaluated). `declare` must have been called. */
  initialise(local: LocalVariable, value: Code): void {
    const name = this.module.nameOf(local);
    const storage = this.module.storage(local);
    if (storage === "alias") return;
    if (storage === "chunk") {
      this.module.chunkVariable(name);
      if (value.type !== "nil") this.line(`${name} = ${this.asValue(value)};`);
      return;
    }
    if (storage === "box") {
      const box = `new ${this.module.use("Box")}(${value.text})`;
      this.line(this.hoist(name, "Box") ? `${name} = ${box};` : `const ${name} = ${box};`);
      emitDeclared(this, local);
      return;
    }
    const type = this.module.typeOf(local);
    if (this.hoist(name, type)) this.line(`${name} = ${type === "Value" ? this.asValue(value) : value.text};`);
    else if (local.assigned) this.line(`let ${name} = ${this.asValue(value)};`);
    else this.line(`const ${name} = ${value.type === "nil" || value.type === "boolean" ? this.asValue(value) : value.text};`);
  }
  /** The text as one that TypeScript takes for any Lua value: a variable must not be narrowed to its first value. */
  asValue(value: Code): string {
    return value.type === "value" || !this.module.options.types
      ? value.text
      : `${value.atom ? value.text : typeOnly("(") + value.text + typeOnly(")")}${typeOnly(` as ${this.module.useType("Value")}`)}`;
  }
  /** Before a loop: the counter of iterations paid for; undefined where each one is paid for itself. */
  counter(): string | undefined {
    if (this.mode === "resumed") return undefined;
    const name = this.numbered("paid");
    this.line(`let ${name} = 0;`);
    return name;
  }
  #counters = 0;
  /** A new name of a variable of the fast form alone. */
  numbered(word: string): string {
    this.#counters++;
    return `${word}$${this.#counters}`;
  }
  /** At the start of a loop's body: pays for the iteration (see `pay` of the runtime). */
  payFor(counter: string | undefined): void {
    if (counter === undefined) this.line(`if (--${this.module.use("rt")}.fuel < 0) ${this.module.use("refuel")}();`);
    else this.line(`if (--${counter} < 0) ${counter} = ${this.module.use("pay")}(${PAID_AHEAD});`);
  }
  /** Notes that TypeScript narrows the text from here on: for the rest of the function (`lasting`) or of this branch. */
  narrow(text: string, lasting: boolean): void {
    (lasting ? this.#narrowed : this.#narrowedHere).add(text);
  }
  /** The value as text that TypeScript takes for any Lua value. */
  wide(code: Code): string {
    const narrowed = code.type === "nil" || this.#narrowed.has(code.text) || this.#narrowedHere.has(code.text);
    return narrowed && this.module.options.types
      ? `${typeOnly("(")}${code.text}${typeOnly(` as ${this.module.useType("Value")})`)}`
      : code.text;
  }
  /** Runs `inner`, a branch: what it narrows is not narrow after it. */
  branch<T>(inner: () => T): T {
    const before = this.#narrowedHere;
    this.#narrowedHere = new Set(before);
    const result = inner();
    this.#narrowedHere = before;
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

  read(local: LocalVariable): Code {
    if (local.kind === "env") return variable(this.place(local), false);
    const text = this.place(local);
    const storage = this.module.storage(local);
    const own = local.owner === this.plan.body.info;
    const stable = storage === "alias" || !local.assigned || (own && !local.captured);
    const type = storage === "alias" ? "function" : storage === "plain" ? this.module.codeTypeOf(local) : "value";
    return variable(text, stable, type);
  }
  /** The text that stands for the variable, to be read or assigned. */
  place(local: LocalVariable): string {
    if (local.kind === "env") return this.module.environment === "own" ? "environment$.v" : "environment$";
    const name = this.module.nameOf(local);
    return this.module.storage(local) === "box" ? `${name}.v` : name;
  }
  /** True in 5.2, whose messages call a text that was loaded for an operation `constant`. */
  get namesConstants(): boolean {
    const { dialect } = this.module.options;
    return dialect === "5.2" || dialect === "vpop3";
  }
  /** An operand as messages call it. */
  describe(expression: Expression): string | undefined {
    switch (expression.kind) {
      case "LocalName": {
        const name = variableName(expression.variable, this.plan.body);
        // 5.0 does not look for the names of upvalues.
        return this.module.options.dialect === "5.0" && name.startsWith("upvalue") ? undefined : name;
      }
      case "GlobalName":
        return `global ${expression.name}`;
      case "Index":
        if (expression.index.kind !== "String") return "field ?";
        return `${isEnvironment(expression.object) ? "global" : "field"} ${expression.index.value}`;
      case "MethodCall":
        return undefined;
      case "String":
        return this.namesConstants ? `constant ${expression.value}` : undefined;
      case "Parenthesised":
        return this.describe(expression.expression);
      case "Logical":
        // A side that decides nothing leaves no code: `1 and x` is x.
        return isConstant(expression.left, expression.operator === "and") ? this.describe(expression.right) : undefined;
      default:
        return undefined;
    }
  }

  // ---- temporaries ------------------------------------------------------------------------------------------------------

  #name(kind: TempKind): Temp {
    const slotCount = (this.#slotCounts.get(kind) ?? 0) + 1;
    this.#slotCounts.set(kind, slotCount);
    const slot = `${kind}$${slotCount}`;
    if (this.mode === "resumed") {
      this.hoisted.set(slot, TEMP_TYPES[kind]);
      return { kind, text: slot, slot };
    }
    const fastCount = (this.#fastCounts.get(kind) ?? 0) + 1;
    this.#fastCounts.set(kind, fastCount);
    return { kind, text: `${kind}$${fastCount}`, slot };
  }
  /** A new temporary with this value. `mutable` ones are assigned again later. */
  temp(kind: TempKind, text: string, mutable = false): Temp {
    const temp = this.#name(kind);
    if (this.mode === "resumed") this.line(`${temp.text} = ${text};`);
    else this.line(`${mutable ? "let" : "const"} ${temp.text}${mutable ? this.ts(`: ${this.tempType(kind)}`) : ""} = ${text};`);
    return temp;
  }
  /** A temporary without a value yet. */
  emptyTemp(kind: TempKind): Temp {
    const temp = this.#name(kind);
    if (this.mode === "fast") this.line(`let ${temp.text}${this.ts(`: ${this.tempType(kind)}`)};`);
    return temp;
  }
  tempType(kind: TempKind): string {
    return this.module.useTypesIn(TEMP_TYPES[kind]);
  }
  /** A value that may be written several times. */
  simple(code: Code): Code {
    return code.simple ? code : this.saved(code);
  }
  /** An array that is spread: evaluated now. */
  list(spread: string): string {
    return this.temp("values", spread.replace(/^\.\.\./, "")).text;
  }
  /** A value that stays what it is now. */
  saved(code: Code): Code {
    return held(this.temp("value", code.text), code.type);
  }
  /** Keeps temporaries alive over what `inner` evaluates. */
  holding<T>(temps: readonly Temp[], inner: () => T): T {
    const count = this.#held.length;
    this.#held.push(...temps);
    const result = inner();
    this.#held.length = count;
    return result;
  }
  /** The same for temporaries that come one after the other. */
  holdingAll(inner: (hold: (temps: readonly Temp[]) => void) => void): void {
    const count = this.#held.length;
    inner((temps) => this.#held.push(...temps));
    this.#held.length = count;
  }
  /** One statement: slots of its temporaries are free again afterwards. */
  statement(inner: () => void): void {
    const counts = new Map(this.#slotCounts);
    this.branch(inner);
    this.#slotCounts = counts;
  }

  // ---- suspension -------------------------------------------------------------------------------------------------------

  /** A call that may suspend, evaluated here. `wants` its first value, or its `Result` to be read at once. */
  point(key: object, text: string, position: Span, wants: "value" | "result"): Code {
    return this.mode === "fast" ? this.#fastPoint(key, text, position, wants) : this.#resumedPoint(key, text, position, wants);
  }
  #suspended(call: string): string {
    const test = `${this.module.use("suspended")}(${call})`;
    return this.module.options.suspendEverywhere ? test : `${call} === null && ${test}`;
  }
  /** Where a suspended frame stands, for tracebacks. */
  #here(position: Span): string {
    return `${this.module.use("at")} + ${position.line}`;
  }
  #fastPoint(key: object, text: string, position: Span, wants: "value" | "result"): Code {
    const number = ++this.#pointCount;
    this.plan.points.set(key, number);
    this.plan.lives[number] = this.#live();
    const leave = `return ${this.module.use("capture")}(${this.plan.name}$resumed(${argumentMark(number)}), ${this.#here(position)});`;
    const call = this.#name("call");
    if (wants === "result") {
      this.line(`const ${call.text} = ${text};`);
      this.line(`if (${this.#suspended(call.text)}) ${leave}`);
      return held(call);
    }
    const value: Temp = { kind: "value", text: call.text, slot: this.#slotOnly("value") };
    const rt = this.module.use("rt");
    this.line(`let ${call.text} = ${text};`);
    if (this.module.options.suspendEverywhere) {
      this.line(`if (${this.module.use("suspended")}(${call.text})) ${leave}`);
      this.line(`if (${call.text} === null) ${call.text} = ${rt}.v0;`);
    } else
      this.line(
        `if (${call.text} === null) { if (${this.module.use("suspended")}(${call.text})) ${leave} ${call.text} = ${rt}.v0; }`,
      );
    return held(value);
  }
  #slotOnly(kind: TempKind): string {
    const count = (this.#slotCounts.get(kind) ?? 0) + 1;
    this.#slotCounts.set(kind, count);
    return `${kind}$${count}`;
  }
  #resumedPoint(key: object, text: string, position: Span, wants: "value" | "result"): Code {
    const number = this.plan.points.get(key);
    if (number === undefined) throw new Error(`no suspension point at line ${position.line}`);
    const call = this.#name("call");
    const rt = this.module.use("rt");
    this.line(`${call.text} = ${text};`);
    this.line(`if (${this.#suspended(call.text)}) { yield ${this.#here(position)}; ${call.text} = ${rt}.resumed; }`);
    const guard = this.#guard;
    if (guard === undefined) throw new Error("a suspension point outside of any guard");
    const takeOver = `{ entry$ = 0; ${call.text} = ${rt}.resumed; }`;
    if (this.#unreached && number === 1) {
      this.#anyPoint = true;
      guard.segment.lines.length = 0;
      guard.passed = number;
      this.out.add(number === guard.last ? `entry$ = 0; ${call.text} = ${rt}.resumed;` : `if (entry$ === ${number}) ${takeOver}`);
      return wants === "result" ? held(call) : held(this.temp("value", `${this.module.use("first")}(${call.text})`));
    }
    this.#anyPoint = true;
    this.out.add("if (entry$ === 0) {");
    this.out.indent();
    this.out.addAll(guard.segment);
    this.out.outdent();
    guard.segment.lines.length = 0;
    guard.passed = number;
    this.out.add(number === guard.last ? `} else ${takeOver}` : `} else if (entry$ === ${number}) ${takeOver}`);
    return wants === "result" ? held(call) : held(this.temp("value", `${this.module.use("first")}(${call.text})`));
  }
  #live(): readonly Live[] {
    const lives: Live[] = [];
    if (this.plan.body.info.vararg && this.plan.body.info.usesVararg)
      lives.push({ slot: "varargs$", type: "Value[]", text: "varargs$" });
    for (const local of this.#locals) {
      const storage = this.module.storage(local);
      if (storage === "chunk" || storage === "alias") continue;
      const name = this.module.nameOf(local);
      lives.push({ slot: name, type: storage === "box" ? "Box" : this.module.typeOf(local), text: name });
    }
    const seen = new Set<string>();
    for (const temp of this.#held) {
      if (seen.has(temp.slot)) continue;
      seen.add(temp.slot);
      lives.push({ slot: temp.slot, type: TEMP_TYPES[temp.kind], text: temp.text });
    }
    return lives;
  }

  /** The points inside `key`, known in the resumed pass. */
  range(key: object): Range | undefined {
    return this.mode === "resumed" ? this.plan.ranges.get(key) : undefined;
  }
  /** True where the resumed form cannot be running yet: nothing before its first point is ever reached there. */
  get #unreached(): boolean {
    return !this.#anyPoint && this.#bodyDepth === 0;
  }
  #anyPoint = false;
  /** Bodies of loops around. */
  #bodyDepth = 0;
  /** Runs `inner`; the fast pass records which points it made as the range of `key`. */
  record<T>(key: object, inner: () => T): T {
    if (this.mode !== "fast") return inner();
    const before = this.#pointCount;
    const result = inner();
    if (this.#pointCount > before) this.plan.ranges.set(key, [before + 1, this.#pointCount]);
    return result;
  }
  /**
   * A part of the function that has points of its own (a statement with blocks, the right side of `and`). Around it the segment so
   * far is closed, and the part is skipped if the resume point lies behind it.
   */
  compound(key: object, inner: () => void): void {
    this.record(key, () => {
      const range = this.range(key);
      if (range === undefined) {
        inner();
        return;
      }
      const outer = this.#guard;
      this.flush();
      const later = outer !== undefined && range[1] < outer.last;
      if (later) {
        this.out.add(`if (entry$ <= ${range[1]}) {`);
        this.out.indent();
      }
      this.#guard = { last: range[1], passed: range[0] - 1, segment: new Lines() };
      inner();
      this.flush();
      this.#guard = outer;
      if (outer !== undefined) outer.passed = range[1];
      if (later) {
        this.out.outdent();
        this.out.add("}");
      }
    });
  }
  /** Closes the segment so far: what follows is written outside of it. */
  flush(): void {
    const guard = this.#guard;
    if (guard === undefined || guard.segment.lines.length === 0) return;
    if (this.#unreached) {
      guard.segment.lines.length = 0;
      return;
    }
    this.out.add("if (entry$ === 0) {");
    this.out.indent();
    this.out.addAll(guard.segment);
    this.out.outdent();
    this.out.add("}");
    guard.segment.lines.length = 0;
  }
  /** A braced body after `header` (`if (…) {`, `for (…) {`), which may contain the points of `key`. */
  body(key: object, header: (range: Range | undefined) => string, inner: () => void, footer = "}"): void {
    const range = this.range(key);
    if (range === undefined) {
      this.open(header(undefined));
      this.record(key, inner);
      this.close(footer);
      return;
    }
    const outer = this.#guard;
    this.flush();
    this.out.add(header(range));
    this.out.indent();
    this.#guard = { last: range[1], passed: range[0] - 1, segment: new Lines() };
    this.#bodyDepth++;
    inner();
    this.flush();
    this.#bodyDepth--;
    this.#guard = outer;
    if (outer !== undefined) outer.passed = Math.max(outer.passed, range[1]);
    this.out.outdent();
    this.out.add(footer);
  }
  /**
   * The parts of an `if`: each a header (`if (…) {`, `} else if (…) {`, `} else {`) and its body, of which any may contain points.
   */
  branches(parts: readonly { readonly key: object; header(range: Range | undefined): string; inner(): void }[]): void {
    if (parts.every((part) => this.range(part.key) === undefined)) {
      for (const [i, part] of parts.entries()) {
        if (i > 0) this.#target.outdent();
        this.open(part.header(undefined));
        this.record(part.key, part.inner);
      }
      this.close();
      return;
    }
    const outer = this.#guard;
    this.flush();
    let passed = outer?.passed ?? 0;
    for (const [i, part] of parts.entries()) {
      const range = this.range(part.key);
      if (i > 0) this.out.outdent();
      this.out.add(part.header(range));
      this.out.indent();
      this.#guard = range === undefined ? undefined : { last: range[1], passed: range[0] - 1, segment: new Lines() };
      part.inner();
      this.flush();
      if (range !== undefined) passed = Math.max(passed, range[1]);
    }
    this.#guard = outer;
    if (outer !== undefined) outer.passed = Math.max(outer.passed, passed);
    this.out.outdent();
    this.out.add("}");
  }
  /** The condition under which a body with these points is entered. */
  enter(condition: string, range: Range | undefined): string {
    if (range === undefined) return condition;
    const inside = range[0] === range[1] ? `entry$ === ${range[0]}` : `entry$ >= ${range[0]} && entry$ <= ${range[1]}`;
    return condition === "true" ? `entry$ === 0 || ${inside}` : `entry$ === 0 ? ${condition} : ${inside}`;
  }
  get pointCount(): number {
    return this.#pointCount;
  }

  // ---- dispatch ---------------------------------------------------------------------------------------------------------

  value(expression: Expression): Code {
    return this.#ready.get(expression) ?? this.#cut(expression, this.emitters.value);
  }
  condition(expression: Expression): Code {
    const ready = this.#ready.get(expression);
    if (ready === undefined) return this.#cut(expression, this.emitters.condition);
    return ready.type === "boolean" ? ready : callText(`${this.module.use("truthy")}(${ready.text})`, [ready], "boolean");
  }
  /** Pieces of chains that are in temporaries already (chains.ts). */
  readonly #ready = new Map<Expression, Code>();
  #cut(expression: Expression, emit: (scope: FunctionScope, expression: Expression) => Code): Code {
    if (!isDeep(expression, this.#ready)) return emit(this, expression);
    const pieces = cutChain(this, expression, this.#ready);
    const code = emit(this, expression);
    for (const piece of pieces) this.#ready.delete(piece);
    return code;
  }
  /** Text with the Lua position that errors in it are reported at. */
  mark(position: Span, text: string, callee?: string): string {
    return at(position, callee) + text;
  }
}

/** True for a literal of this truth. */
function isConstant(expression: Expression, truth: boolean): boolean {
  switch (expression.kind) {
    case "Number":
    case "String":
      return truth;
    case "Boolean":
      return expression.value === truth;
    case "Nil":
      return !truth;
    case "Parenthesised":
      return isConstant(expression.expression, truth);
    case "Logical":
      return isConstant(expression.left, expression.operator === "and") && isConstant(expression.right, truth);
    default:
      return false;
  }
}

/** True for a variable that is called `_ENV`: PUC Lua calls its fields globals. */
function isEnvironment(expression: Expression): boolean {
  return expression.kind === "LocalName" && expression.variable.name === "_ENV";
}

/** Iterations that a loop pays for ahead. */
export const PAID_AHEAD = 7;

const ARGUMENTS = /\u{E010}(\d+)\u{E011}/gu;

function argumentMark(point: number): string {
  return `\u{E010}${point}\u{E011}`;
}

/** Puts in what each point hands to the resumed form, once the parameters of that form are known. */
export function fillArguments(lines: Lines, argumentsOf: (point: number) => string): void {
  for (const [i, line] of lines.lines.entries()) {
    if (line.includes("\u{E010}")) lines.lines[i] = line.replace(ARGUMENTS, (_, point: string) => argumentsOf(Number(point)));
  }
}
