/**
 * One call from the host into a script: puts the script's realm into the machine, runs the code to its end or to where it waits, and
 * turns whatever happens into an outcome. Nothing is thrown at the host.
 *
 * Invariant: whatever the code does, the machine's registers are afterwards as they were before, so that calls may nest (a host function that
 * calls another instance) and interleave (instances that wait).
 */
import { Budget } from "./budget.ts";
import { ERROR_IN_HANDLER } from "./c-calls.ts";
import { fn } from "./callable.ts";
import type { Dialect } from "./dialect.ts";
import { LimitError, LuaError } from "./error.ts";
import { keepFrames, runFrames, threadBase } from "./frames.ts";
import type { CallOutcome, ScriptFailure } from "./instance.ts";
import { AGAIN, FrameStack, NO_VALUES, rt, type Thread } from "./machine.ts";
import { metatableOf, typeOf } from "./metatable.ts";
import { uncaughtMessage } from "./protected-call.ts";
import type { Realm } from "./realm.ts";
import { results, several } from "./results.ts";
import { isOverflow, StackRecord } from "./stack-record.ts";
import { levelsOfSuspended } from "./suspended-levels.ts";
import { LuaTable } from "./table.ts";
import { plainText, tostring } from "./tostring.ts";
import { tooLongMessage, traceback } from "./traceback.ts";
import type { LuaFunction, Result, Value } from "./value.ts";

type Outcome = CallOutcome | Promise<CallOutcome>;

export class Activation extends FrameStack implements Thread {
  readonly main = true;
  readonly yields = null;
  thread: Thread = this;
  handlers = false;
  readonly nested = 0;
  readonly #realm: Realm;
  readonly #name: string;
  readonly #budget: Budget;
  /** The stack of a call that its deadline met while it waited. */
  #waits: Pick<StackRecord, "levels" | "main"> | undefined;

  constructor(realm: Realm, name: string) {
    super();
    this.#realm = realm;
    this.#name = name;
    this.#budget = new Budget(realm.limits, realm.host);
  }

  /** Calls the function that `target` gives. */
  begin(target: () => Value, values: readonly Value[]): Outcome {
    return this.#inside(() => {
      const result = threadBase(fn(target()), values);
      if (result === null && rt.n < 0) keepFrames(this);
      return result;
    });
  }

  /** Runs `enter` in the machine, and what follows from it until the code ends or waits. */
  #inside(enter: () => Result): Outcome {
    const outer = new Saved();
    rt.realm = this.#realm;
    rt.strings = this.#realm.stringMethods;
    this.#realm.budget = this.#budget;
    rt.activation = this;
    this.thread = this;
    rt.tails = 0;
    rt.cCalls = 0;
    rt.tracing = true;
    rt.raised = undefined;
    rt.captured = rt.outermost = undefined;
    // A stack that overflows is recorded by JavaScript itself; servers need not see all of it.
    if (this.#realm.dialect !== "vpop3") Error.stackTraceLimit = Number.POSITIVE_INFINITY;
    this.#budget.enter();
    try {
      let result = enter();
      for (;;) {
        if (result !== null || rt.n >= 0) return { kind: "returned", values: results(result) };
        if (rt.reason !== AGAIN) break;
        rt.resumed = several(rt.transfer);
        result = runFrames(this);
      }
      const { pending } = rt;
      rt.pending = undefined;
      if (pending === undefined) throw new Error("the script was suspended, but waits for nothing");
      return this.#wait(pending);
    } catch (error) {
      return { kind: "failed", failure: this.#failure(error) };
    } finally {
      this.#budget.leave();
      outer.restore();
      this.#budget.giveBack();
    }
  }

  #wait(pending: Promise<() => Result>): Promise<CallOutcome> {
    const { remainingMs } = this.#budget;
    const settled = pending.then(
      (answer) => () => {
        rt.resumed = answer();
        return runFrames(this);
      },
      (error: unknown) => () => runFrames(this, { error }),
    );
    const overdue = (): Result => {
      // Nothing of the script is on JavaScript's stack: where it waits is what its suspended frames say.
      this.#waits = { levels: levelsOfSuspended(this).slice(1), main: true };
      return this.#budget.overdue();
    };
    if (remainingMs === Number.POSITIVE_INFINITY) return settled.then((enter) => this.#inside(enter));
    return new Promise<() => Result>((resolve) => {
      if (remainingMs <= 0) return resolve(overdue); // answers that come at once would pass by every deadline
      const cancel = this.#realm.host.after(remainingMs, () => resolve(overdue));
      void settled.then((enter) => {
        cancel(); // it holds all that the script has
        resolve(enter);
      });
    }).then((enter) => this.#inside(enter));
  }

  #failure(error: unknown): ScriptFailure {
    const script = this.#name;
    if (error instanceof LuaError) return this.#raised(error);
    if (error instanceof LimitError) return this.#shown("limit", error.message, this.#waits ?? error.stack);
    if (error instanceof Error && isOverflow(error))
      return this.#shown("error", "stack overflow", new StackRecord(0, error), true);
    if (error instanceof RangeError && error.message.startsWith("Invalid string length"))
      return this.#shown("error", tooLongMessage(error), new StackRecord(0, error));
    if (error instanceof RangeError && error.message.startsWith("Invalid"))
      return this.#shown("error", "not enough memory", new StackRecord(0, error));
    const bug = error instanceof Error ? error : new Error(String(error));
    return { kind: "bug", message: `internal error: ${bug.message}`, traceback: bug.stack ?? "", script, line: undefined };
  }

  /** As the `lua` program of the dialect shows it; `vpop3` helps with more words. */
  #raised({ value, stack, handled }: LuaError): ScriptFailure {
    const { dialect } = this.#realm;
    if (typeof value === "string" || typeof value === "number") {
      const words = handled || dialect !== "5.1" ? undefined : replacedTraceback(this.#realm);
      const message = typeof words === "function" ? wordedBy(words, value, stack) : plainText(value);
      const shown = this.#shown("error", message, stack);
      return handled || words !== undefined ? { ...shown, traceback: "" } : shown;
    }
    if (dialect === "5.2") {
      const told = toldByMetamethod(value, stack);
      if (told instanceof LuaError) return this.#raised(told);
      return { ...this.#shown("error", told, stack), traceback: "" };
    }
    const shown = this.#shown("error", dialect === "vpop3" ? errorText(value) : plainErrorText(value, dialect), stack);
    // Only a text is joined with the stack where it was raised.
    return dialect === "vpop3" ? shown : { ...shown, traceback: "" };
  }

  #shown(
    kind: ScriptFailure["kind"],
    message: string,
    record: Pick<StackRecord, "levels" | "main"> | undefined,
    positioned = false,
  ): ScriptFailure {
    const at = record?.levels.find((level) => level.script !== undefined && level.line > 0);
    const position = at?.script === undefined ? "" : `${at.script.shortSource}:${at.line}: `;
    const noted = new RegExp(/^[^\n]*?:(\d+): /).exec(message);
    return {
      kind,
      message: positioned || kind === "limit" ? position + message : message,
      traceback:
        record === undefined ? "stack traceback:" : traceback(undefined, 0, record, this.#realm.dialect === "5.1" ? 2 : 1),
      script: this.#name,
      line: noted?.[1] === undefined ? at?.line : Number(noted[1]),
    };
  }
}

/** The function that 5.1's `lua` has word the errors that end a program, null where there is none, undefined where it is the library's. */
function replacedTraceback({ globals }: Realm): LuaFunction | null | undefined {
  const library = globals.get("debug");
  const found = library instanceof LuaTable ? library.get("traceback") : undefined;
  if (typeof found !== "function") return null;
  return found.name === "traceback" && rt.libraryFunctions.has(found) ? undefined : found;
}

function wordedBy(traceback: LuaFunction, value: Value, stack: LuaError["stack"]): string {
  try {
    const message = uncaughtMessage(traceback, [value, 2], stack);
    return typeof message === "string" || typeof message === "number" ? plainText(message) : plainErrorText(message, "5.1");
  } catch {
    return ERROR_IN_HANDLER; // a limit ends the call as well
  }
}

/** What 5.2's `lua` tells of an error value that is neither a string nor a number, or the error in its `__tostring`. */
function toldByMetamethod(value: Value, stack: LuaError["stack"]): string | LuaError {
  const metamethod = metatableOf(value)?.$__tostring;
  if (metamethod === undefined) return plainErrorText(value, "5.2");
  try {
    const message = uncaughtMessage(metamethod, [value], stack);
    if (message === undefined) return "";
    return typeof message === "string" || typeof message === "number" ? plainText(message) : plainErrorText(message, "5.1");
  } catch (error) {
    return error instanceof LuaError ? error : ERROR_IN_HANDLER; // a limit ends the call as well
  }
}

/** The text of an error value that is neither a string nor a number. */
function errorText(value: Value): string {
  const shown = shownByMetamethod(value);
  if (shown !== undefined) return shown;
  return value === undefined ? "nil" : `(error object is a ${typeOf(value)} value)`;
}

/** The same in the words of lua.c (`report`, `msghandler`). */
function plainErrorText(value: Value, dialect: Dialect): string {
  if (dialect === "5.0") return "(error with no message)";
  if (value === undefined) return "";
  return dialect === "5.1" ? "(error object is not a string)" : "(no error message)";
}

function shownByMetamethod(value: Value): string | undefined {
  if (metatableOf(value)?.$__tostring === undefined) return undefined;
  try {
    return tostring(value);
  } catch {
    return "(error in __tostring of the error object)";
  }
}

/** The registers that belong to one activation. */
class Saved {
  readonly #realm = rt.realm;
  readonly #activation = rt.activation;
  readonly #stackTraceLimit = Error.stackTraceLimit;
  readonly #tails = rt.tails;
  readonly #cCalls = rt.cCalls;
  readonly #tracing = rt.tracing;
  readonly #raised = rt.raised;
  readonly #captured = rt.captured;
  readonly #outermost = rt.outermost;
  readonly #fuel = rt.fuel;
  readonly #memory = rt.memory;

  restore(): void {
    rt.realm = this.#realm;
    // There is none outside the outermost activation.
    if (this.#realm !== undefined) rt.strings = this.#realm.stringMethods;
    rt.activation = this.#activation;
    Error.stackTraceLimit = this.#stackTraceLimit;
    rt.tails = this.#tails;
    rt.cCalls = this.#cCalls;
    rt.tracing = this.#tracing;
    rt.raised = this.#raised;
    rt.captured = this.#captured;
    rt.outermost = this.#outermost;
    rt.fuel = this.#fuel;
    rt.memory = this.#memory;
    rt.n = 0;
    rt.v0 = rt.v1 = rt.v2 = undefined; // a script's values are not kept alive by the machine
    rt.resumed = undefined;
    rt.yielded = undefined;
    rt.deferred = undefined;
    rt.walked = undefined;
    rt.matches = rt.matchesStep = undefined;
    rt.walkedFields = NO_FIELDS;
    if (rt.more.length > 0) rt.more = [];
    rt.transfer = NO_VALUES;
  }
}

const NO_FIELDS: readonly `$${string}`[] = Object.freeze([]);
