/**
 * The lines of one form of a function: where the next one goes, which Lua statement it belongs to, and what it pays for.
 *
 * The four layers of a form, each of which stands on the one before: text (here), its variables (`form-variables.ts`), its temporaries
 * (`form-temporaries.ts`), its suspension points (`form-points.ts`). `scope.ts` is the whole.
 */
import { unitsFor } from "../analyse/straight-line.ts";
import type { Span } from "../ast.ts";
import type { FunctionPlan, Mode } from "./function-plan.ts";
import type { LateLine, Lines } from "./lines.ts";
import type { Module } from "./module.ts";
import { Before } from "./stepping.ts";
import { at } from "./text.ts";

/** Statements around the text being emitted that `break` and `goto` need to know. */
export interface LoopFrame {
  /** The label that `break` names; undefined: the innermost JavaScript loop is meant. */
  readonly label: string | undefined;
}

/** Suspension points of the resumed form still to come, and the lines before the next of them (`form-points.ts`). */
export interface Guard {
  readonly last: number;
  passed: number;
  readonly segment: Lines;
}

export abstract class FormText {
  readonly plan: FunctionPlan;
  readonly module: Module;
  readonly mode: Mode;
  /** Where finished lines go. */
  out: Lines;
  readonly loops: LoopFrame[] = [];
  /** How a `goto` to each label in reach is written. */
  readonly labels = new Map<object, string>();
  /** Number of loops (and blocks jumped back into) around: main-level code outside of them runs once. */
  loopDepth = 0;
  protected guard: Guard | undefined;

  constructor(plan: FunctionPlan, mode: Mode) {
    this.plan = plan;
    this.module = plan.module;
    this.out = plan.module.newLines();
    this.mode = mode;
  }

  /** Where lines go now: before a suspension point that is still to come, or into the text of the form. */
  protected get target(): Lines {
    const { guard } = this;
    return guard !== undefined && guard.passed < guard.last ? guard.segment : this.out;
  }
  /** What is to be done before the next line (stepping.ts). */
  protected readonly before = new Before();
  /** Adds a line of code; the first one of a statement carries its place for the source map. */
  line(text: string): void {
    if (!this.module.stepping) this.target.add(this.#marked(text));
    else for (const line of this.before.joinedTo(text)) this.target.add(this.#marked(line));
  }
  /** A line that can be known only when the form is finished; not in code for debuggers. */
  lateLine(text: LateLine): void {
    const mark = this.#marked("");
    this.target.addLate(() => mark + text());
  }
  /** Writes what is to be done before the next line on lines of its own. */
  protected writeBefore(): void {
    for (const line of this.before.lines()) this.target.add(line);
  }
  /** A line that begins a block, brace included: what follows stands one level deeper, until `close`. */
  open(text: string): void {
    this.line(text);
    this.target.indent();
  }
  /** A comment: the place of a statement goes to its first line of code. */
  comment(text: string): void {
    this.target.add(text);
  }
  #pending = "";
  /** The next line that is written begins this statement. */
  begin(statement: Span): void {
    this.#pending = at(statement);
  }
  #marked(text: string): string {
    const mark = this.#pending;
    if (mark === "") return text;
    this.#pending = "";
    return mark + text;
  }
  /** Ends what `open` began; `text` is the whole last line. */
  close(text = "}"): void {
    this.writeBefore();
    const target = this.target;
    target.outdent();
    target.add(text);
  }
  /** The lines that `inner` writes, kept apart. Only in the fast form, which has no segments. */
  divert(inner: () => void): Lines {
    const before = this.out;
    const diverted = this.module.newLines();
    this.out = diverted;
    inner();
    this.out = before;
    return diverted;
  }
  #labelCount = 0;
  /** A new JavaScript label. */
  label(word: string): string {
    this.#labelCount++;
    return `${word}$${this.#labelCount}`;
  }
  /** A TypeScript annotation; the JavaScript goes without. */
  ts(annotation: string): string {
    return this.module.options.types ? annotation : "";
  }
  /** True where short text beats speed. */
  get brief(): boolean {
    return this.runsOnce || this.module.stepping;
  }
  /** True where the code runs once per instance: main chunk, outside of loops. */
  get runsOnce(): boolean {
    return this.plan.isMain && this.loopDepth === 0;
  }

  /** Text with the Lua position that errors in it are reported at. */
  mark(position: Span, text: string): string {
    return at(position) + text;
  }
  /** True if the form has loops that count down `paid$`, which it declares at its head. */
  paysAhead = false;
  /** At the start of a function, or of a turn of a loop: pays for so many characters of straight-line code. */
  payFor(length: number): void {
    const units = unitsFor(length);
    this.#payAtOnce(units);
    this.payForVarargs(units);
  }
  #payAtOnce(units: number): void {
    const fuel = `${this.module.use("rt")}.fuel`;
    const refuel = `\`\${${this.module.use("refuel")}}\``;
    const left = units === 1 ? `--${fuel}` : `(${fuel} = (${fuel} - ${units}) | 0)`;
    if (this.module.stepping) this.before.add(`${left} < 0 && ${refuel}`);
    else this.line(`if (${left} < 0) ${refuel};`);
  }
  /** At the start of a loop's body: pays for the iteration, which executes so many characters. `alone`: what was paid ahead is for other loops. */
  payIteration(length: number, alone = false): void {
    const units = unitsFor(length);
    if (this.mode === "resumed" || this.module.stepping || alone) this.#payAtOnce(units);
    else this.payTurns(units);
    if (!this.plan.handsOver) this.payForVarargs(units);
  }
  /** In loops and before them: pays so many units of what was paid ahead. */
  payTurns(units: number): void {
    this.line(`if (${units === 1 ? "--paid$" : `(paid$ -= ${units})`} < 0) ${this.payAhead(units)}`);
  }
  /** Where many values may be handed on as `...`, each of them is paid for. */
  private payForVarargs(units: number): void {
    if (!this.plan.body.info.usesVararg) return;
    const each = "varargs$.length >> 3";
    const values = units === 1 ? each : `(${each}) * ${units}`;
    const pay = `${this.module.use("pay")}(${values})`;
    if (this.module.stepping) this.before.add(`varargs$.length > 99 && ${pay}`);
    else this.line(`if (varargs$.length > 99) ${pay};`);
  }
  /** A statement that pays for the iteration that begins and for some to come: the more, the more loops have run in this call. */
  payAhead(units = 1): string {
    this.paysAhead = true;
    const turn = units === 1 ? "" : `, ${units}`;
    return `paid$ = ${this.module.use("pay")}(ahead$ = (ahead$ * 2 + 1) & ${MOST_AHEAD}${turn});`;
  }
  #counters = 0;
  /** A new name of a variable of the fast form alone. */
  numbered(word: string): string {
    this.#counters++;
    return `${word}$${this.#counters}`;
  }
}

/** Declares what loops pay with: iterations paid for, and how many were paid for at once (2ⁿ - 1). */
export const PAID = "let paid$ = 0, ahead$ = 3;";

/** The most iterations paid for at once: 2ⁿ - 1. */
const MOST_AHEAD = 1023;
