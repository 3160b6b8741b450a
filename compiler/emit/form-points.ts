/**
 * The places where one form of a function can be suspended.
 *
 * A function with suspension points is emitted twice by the same code. In the *fast* form a point hands the live variables to
 * the *resumed* form, a generator. There `entry$` is the number of the point it starts at, or 0 once it is running: everything that stands
 * before the point is skipped by guards on `entry$`, block by block:
 *
 *     if (entry$ === 1) { entry$ = 0; call$1 = rt.resumed; }
 *     else if (entry$ === 0) {       // what stands between two points is a segment
 *       …
 *       call$1 = check(subject);
 *       if (call$1 === null && suspended(call$1)) { yield at + 6; call$1 = rt.resumed; }
 *     }
 *
 * The point stands first because TypeScript, which follows a variable backwards over at most 2 000 branches, takes the first way of each: of a segment it
 * never comes to the branches inside.
 *
 * Invariant: both passes make the same temporaries and reach the same points in the same order; the fast pass records the range
 * of points inside each statement, the resumed pass reads it.
 */
import type { Span, Statement } from "../ast.ts";
import { type Code, callText, held, TEMP_TYPES, type Temp } from "./code.ts";
import { FormTemporaries } from "./form-temporaries.ts";
import type { Live, Range } from "./function-plan.ts";
import type { LateLine } from "./lines.ts";

/** The points of a branch without any, beside branches that have some: it is not entered to reach one, whatever its condition would say. */
const NOWHERE: Range = [0, 0];

/** What is called at a point. */
export interface PointCall {
  /** In Lua's words, for tracebacks. */
  readonly called: string | undefined;
  /** Called by a `for` loop in 5.0 or 5.1, which refuse yields from there. */
  readonly refused?: boolean;
  readonly direct?: DirectYield | undefined;
  /** Stands for the point where the node has another one. */
  readonly key?: object;
}

/** How a call of `coroutine.yield` leaves a resumed form at once: see yields.ts. */
export interface DirectYield {
  /** Holds where it may. */
  readonly test: string;
  /** What is yielded, as a `Result`. */
  readonly values: string;
}

export abstract class FormPoints extends FormTemporaries {
  #pointCount = 0;

  /**
   * A call that may suspend, evaluated here. `wants` its first value, or its `Result` to be read at once.
   */
  point(node: Span, text: string, wants: "value" | "result", call: PointCall): Code {
    const { called, direct, refused = false, key = node } = call;
    const here = this.#here(node, called);
    if (this.module.stepping) return this.#steppingPoint(text, here, wants);
    if (this.mode === "fast") return this.#fastPoint(key, text, here, wants, refused);
    return this.#resumedPoint(key, text, here, wants, direct, refused);
  }
  #steppingPoint(text: string, here: string, wants: "value" | "result"): Code {
    const answer = `(yield* ${this.module.use("answered")}(${text}, ${here}))`;
    return callText(wants === "result" ? answer : `${this.module.use("first")}${answer}`, []);
  }
  #suspended(call: string, refused: boolean): string {
    const unfollowed = this.#unfollowed(call, "Result");
    const test = `${this.module.use("suspended")}(${unfollowed})${refused ? ` && ${this.module.use("acrossLoop")}()` : ""}`;
    return this.module.options.suspendEverywhere ? test : `${unfollowed} === null && ${test}`;
  }
  /** In a crowded function: a variable that TypeScript learns nothing of by a condition. It gives up a variable behind 2 000 branches that tell something. */
  #unfollowed(name: string, type: string): string {
    if (!this.module.options.types || !this.plan.crowded) return name;
    return this.ts("(") + name + this.ts(` as ${this.module.useTypesIn(type)})`);
  }
  /** Where a suspended frame stands, for tracebacks. */
  #here(position: Span, called: string | undefined): string {
    return `${this.module.use("at")} + ${this.module.places.placeOf(position.line, this.plan.name, called)}`;
  }
  #fastPoint(key: object, text: string, here: string, wants: "value" | "result", refused: boolean): Code {
    const number = ++this.#pointCount;
    this.plan.points.set(key, number);
    this.plan.lives[number] = this.#live();
    const leave = this.#leaving(key, number, here);
    const call = this.takeName("call");
    if (wants === "result") {
      this.line(`const ${call.text} = ${text};`);
      const test = this.#suspended(call.text, refused);
      this.lateLine(() => `if (${test}) ${leave()}`);
      return held(call);
    }
    const value: Temp = { kind: "value", text: call.text, slot: this.slotOnly("value") };
    const rt = this.module.use("rt");
    this.line(`let ${call.text}${this.loopDepth > 0 ? this.typeIn("call") : ""} = ${text};`);
    if (this.module.options.suspendEverywhere) {
      const suspended = this.module.use("suspended");
      this.lateLine(() => `if (${suspended}(${call.text})) ${leave()}`);
      this.line(`if (${call.text} === null) ${call.text} = ${rt}.v0;`);
    } else {
      const test = `${this.module.use("suspended")}(${this.#unfollowed(call.text, "Result")})`;
      this.lateLine(() => `if (${call.text} === null) { if (${test}) ${leave()} ${call.text} = ${rt}.v0; }`);
    }
    return held(value);
  }
  #resumedPoint(
    key: object,
    text: string,
    here: string,
    wants: "value" | "result",
    direct: DirectYield | undefined,
    refused: boolean,
  ): Code {
    const number = this.plan.points.get(key);
    if (number === undefined) throw new Error(`no suspension point for ${text}`);
    const call = this.takeName("call");
    const rt = this.module.use("rt");
    if (direct !== undefined) {
      const leave = `${call.text} = yield ~(${here});`;
      this.line(`if (${direct.test}) { ${rt}.yielded = ${direct.values}; ${leave} }`);
      this.open("else {");
    }
    this.line(`${call.text} = ${text};`);
    if (this.module.options.renewing) {
      const test = this.#suspended(call.text, refused);
      const leave = this.#leaving(key, number, here);
      this.lateLine(() => `if (${test}) ${leave()}`);
    } else {
      this.line(`if (${this.#suspended(call.text, refused)}) { yield ${here}; ${call.text} = ${rt}.resumed; }`);
    }
    if (direct !== undefined) this.close();
    const guard = this.guard;
    if (guard === undefined) throw new Error("a suspension point outside of any guard");
    const takeOver = `{ entry$ = 0; ${call.text} = ${rt}.resumed; }`;
    if (this.#unreached && number === 1) {
      this.#anyPoint = true;
      guard.segment.clear();
      guard.passed = number;
      this.out.add(number === guard.last ? `entry$ = 0; ${call.text} = ${rt}.resumed;` : `if (entry$ === ${number}) ${takeOver}`);
      return wants === "result" ? held(call) : held(this.temp("value", `${this.module.use("first")}(${call.text})`));
    }
    this.#anyPoint = true;
    const last = number === guard.last;
    this.out.add(`if (${this.#unfollowed("entry$", "number")} ${last ? "!== 0" : `=== ${number}`}) ${takeOver}`);
    this.out.add(last ? "else {" : "else if (entry$ === 0) {");
    this.out.indent();
    this.out.addAll(guard.segment.take());
    this.out.outdent();
    this.out.add("}");
    guard.passed = number;
    return wants === "result" ? held(call) : held(this.temp("value", `${this.module.use("first")}(${call.text})`));
  }
  /** Leaves the function for a generator that goes on at a point, with what is live there; for none where nothing is left to do. */
  #leaving(key: object, point: number, here: string): LateLine {
    const capture = this.module.use("capture");
    if (this.plan.lastCalls.has(key)) return () => `return ${capture}(undefined, ${here});`;
    return () => {
      const values = this.plan.argumentsAt?.[this.mode](point);
      if (values === undefined) throw new Error("what a point hands over is not known yet");
      return `return ${capture}(${this.plan.name}$resumed(${values}), ${here});`;
    };
  }
  /** What is live here. The list is the same object as long as nothing changes. */
  #live(): readonly Live[] {
    if (this.held.length > 0) return this.#allLive();
    if (this.#livesVersion !== this.localsVersion) {
      this.#livesVersion = this.localsVersion;
      this.#lives = this.#allLive();
    }
    return this.#lives;
  }
  #lives: readonly Live[] = [];
  #livesVersion = -1;
  #allLive(): readonly Live[] {
    const lives: Live[] = [];
    if (this.plan.body.info.vararg && this.plan.body.info.usesVararg)
      lives.push({ slot: "varargs$", type: "Value[]", text: "varargs$" });
    for (const local of this.locals) {
      const storage = this.module.storage(local);
      if (storage === "chunk" || storage === "alias") continue;
      const name = this.module.nameOf(local);
      lives.push({ slot: name, type: storage === "box" ? "Box" : this.module.typeOf(local), text: name });
    }
    const seen = new Set<string>();
    for (const temp of this.held) {
      if (seen.has(temp.slot)) continue;
      seen.add(temp.slot);
      lives.push({ slot: temp.slot, type: TEMP_TYPES[temp.kind], text: temp.text });
    }
    return lives;
  }

  /** Variables of the fast form whose type TypeScript does not take for settled, as they cannot be undefined (runs.ts). */
  unsettled(): readonly string[] {
    if (this.mode !== "fast") return [];
    const names = this.#live().filter(({ type }) => type !== "Value" && type !== "Result" && !type.endsWith("| undefined"));
    if (this.plan.loops) this.paysAhead = true; // so that what is named here is declared, also before the first loop
    return [...names.map(({ text }) => text), ...this.listNames(), ...(this.plan.loops ? ["paid$", "ahead$"] : [])];
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
   * True for a statement of the resumed form before its first point: it would be written to a segment that is thrown away. Locals are declared all the same.
   */
  passesOver(statement: Statement): boolean {
    if (this.mode === "fast" || !this.#unreached || this.guard === undefined) return false;
    return statement.kind !== "Local" && statement.kind !== "LocalFunction" && !this.plan.suspending.has(statement);
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
      const outer = this.guard;
      this.flush();
      const later = outer !== undefined && range[1] < outer.last;
      if (later) {
        this.out.add(`if (entry$ <= ${range[1]}) {`);
        this.out.indent();
      }
      this.guard = { last: range[1], passed: range[0] - 1, segment: this.module.newLines() };
      inner();
      this.flush();
      this.guard = outer;
      if (outer !== undefined) outer.passed = range[1];
      if (later) {
        this.out.outdent();
        this.out.add("}");
      }
    });
  }
  /** Closes the segment so far: what follows is written outside of it. */
  flush(): void {
    const guard = this.guard;
    if (guard === undefined || guard.segment.isEmpty) return;
    if (this.#unreached) {
      guard.segment.clear();
      return;
    }
    this.out.add("if (entry$ === 0) {");
    this.out.indent();
    this.out.addAll(guard.segment.take());
    this.out.outdent();
    this.out.add("}");
  }
  /** A braced body after `header` (`if (…) {`, `for (…) {`), which may contain the points of `key`. */
  body(key: object, header: (range: Range | undefined) => string, inner: () => void): void {
    const range = this.range(key);
    if (range === undefined) {
      this.open(header(undefined));
      this.record(key, inner);
      this.close();
      return;
    }
    const outer = this.guard;
    this.flush();
    this.out.add(header(range));
    this.out.indent();
    this.guard = { last: range[1], passed: range[0] - 1, segment: this.module.newLines() };
    this.#bodyDepth++;
    inner();
    this.flush();
    this.#bodyDepth--;
    this.guard = outer;
    if (outer !== undefined) outer.passed = Math.max(outer.passed, range[1]);
    this.out.outdent();
    this.out.add("}");
  }
  /**
   * The parts of an `if`: each a header (`if (…) {`, `} else if (…) {`, `} else {`) and its body, of which any may contain points.
   */
  branches(parts: readonly { readonly key: object; header(range: Range | undefined): string; inner(): void }[]): void {
    if (parts.every((part) => this.range(part.key) === undefined)) {
      parts.forEach((part, i) => {
        if (i > 0) {
          this.writeBefore();
          this.target.outdent();
        }
        this.open(part.header(undefined));
        this.record(part.key, part.inner);
      });
      this.close();
      return;
    }
    const outer = this.guard;
    this.flush();
    let passed = outer?.passed ?? 0;
    for (const [i, part] of parts.entries()) {
      const range = this.range(part.key);
      if (i > 0) this.out.outdent();
      this.out.add(part.header(range ?? NOWHERE));
      this.out.indent();
      this.guard = range === undefined ? undefined : { last: range[1], passed: range[0] - 1, segment: this.module.newLines() };
      part.inner();
      this.flush();
      if (range !== undefined) passed = Math.max(passed, range[1]);
    }
    this.guard = outer;
    if (outer !== undefined) outer.passed = Math.max(outer.passed, passed);
    this.out.outdent();
    this.out.add("}");
  }
  /** The condition under which a body with these points is entered. */
  enter(condition: string, range: Range | undefined): string {
    if (range === undefined) return condition;
    if (range === NOWHERE) return `entry$ === 0 && (${condition})`;
    const inside = range[0] === range[1] ? `entry$ === ${range[0]}` : `entry$ >= ${range[0]} && entry$ <= ${range[1]}`;
    return condition === "true" ? `entry$ === 0 || ${inside}` : `entry$ === 0 ? ${condition} : ${inside}`;
  }
  /** The points of the fast form so far. */
  get pointCount(): number {
    return this.#pointCount;
  }
}
