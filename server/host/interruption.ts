/** Ctrl-C while a script runs. Node ends a process at the signal, whatever is in its hands; C's `lua` puts out what is written first. */
import { runInThisContext } from "node:vm";
import { systemErrorCode } from "../operator-error.ts";

/** Under this name of the symbol the step lies while it runs. */
const STEP = "moonpost.step";
/** What a shell calls the end by SIGINT. */
const ENDED_BY_SIGINT = 130;

/**
 * What `step` gives. At SIGINT it ends wherever it is, nothing in it can catch that, `flush` is called, and the process ends by the signal. If the step gives
 * a promise, that holds until it waits.
 */
export function interruptible<T>(step: () => T, flush: () => void): T {
  let given: { readonly value: T } | undefined;
  Reflect.set(globalThis, Symbol.for(STEP), () => {
    given = { value: step() };
  });
  try {
    // Only `vm` ends code that is running, by a thread of its own: handlers of signals wait for the event loop.
    runInThisContext(`globalThis[Symbol.for("${STEP}")]()`, { breakOnSigint: true });
    if (given !== undefined) return given.value;
  } catch (error) {
    if (systemErrorCode(error) !== "ERR_SCRIPT_EXECUTION_INTERRUPTED") throw error;
  } finally {
    Reflect.deleteProperty(globalThis, Symbol.for(STEP));
  }
  flush();
  process.kill(process.pid, "SIGINT");
  return process.exit(ENDED_BY_SIGINT);
}
