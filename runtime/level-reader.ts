/** Puts the levels of a Lua stack together from JavaScript frames. */
import { close, type Level, METAMETHODS, type OpenLevel, tailsAreLevels, tailsOf } from "./level.ts";
import { TAIL_CALL } from "./script-info.ts";
import { type SuspendedFrame, suspendedLevels } from "./suspended-levels.ts";
import { TAILS_PUT_OFF } from "./tail-call.ts";

/** The function of the runtime that calls a message handler (protected-call.ts). */
const HANDLER = "callMessageHandler";
/** The function of the runtime that fails where a value is called (callable.ts). */
const CALL_FAILS = "callFails";
/** The function of the runtime that makes the tail calls that were put off (tail-call.ts). */
const SETTLE = "settle";
/** In debug mode calls are made by this function, and each tail call is put off. */
const DEBUG_CALL = "tailCall";

/** What is called, without the mark of a tail call; undefined where it has no name. */
function nameOfCall(called: string | undefined): string | undefined {
  return (called?.startsWith(TAIL_CALL) === true ? called.slice(TAIL_CALL.length) : called) || undefined;
}

/** Takes the frames innermost first. */
export class LevelReader {
  readonly levels: OpenLevel[] = [];
  /** The last frame was a library's: what follows of it are its own callers inside the library. */
  #libraryOpen = false;
  /** The metamethod that the last of `levels` is, where an operator called it. */
  #event: string | undefined;
  /** The script whose main function the last frame is. */
  #main: Level["script"];
  /** The last frame is that of a call in debug mode. */
  #debugCall = false;
  /** The last of `levels` is a message handler that has not met the function that raised the error yet: it goes by the name of what that called. */
  #handler: "by a call" | "otherwise" | undefined;

  /** A frame of a compiled function that stands where `called` is called. */
  script(level: Level, called: string | undefined): void {
    const callee = this.levels.at(-1);
    // A chunk that runs again makes its functions anew, and hands on to the main function among these. Calls of Lua are noted, if only as nameless.
    const main = level.function?.main === true ? level.script : undefined;
    const again = called === undefined && main !== undefined && main === this.#main;
    this.#main = main;
    if (again) return;
    const tail = called?.startsWith(TAIL_CALL) === true;
    if (callee !== undefined && this.#event !== undefined) {
      // 5.2 names a metamethod by its event, 5.0 and 5.1 do not.
      close(callee, tailsAreLevels() ? undefined : `metamethod ${this.#event}`, true);
    } else if (callee !== undefined && this.#handler !== undefined) {
      // Nothing was called yet that could have taken the function's place.
      close(callee, this.#handler === "by a call" ? nameOfCall(called) : undefined, true);
    } else if (callee !== undefined && tail && (callee.script !== undefined || callee.tail === true)) {
      // The function has ended with this call. Library functions return to it, as in PUC Lua.
      this.loseCallers(1);
      return;
    } else if (callee !== undefined) close(callee, nameOfCall(called), false);
    this.#event = this.#handler = undefined;
    this.#libraryOpen = false;
    this.levels.push({ ...level });
  }

  /** A frame of a library: its helpers lie above a function that scripts know (`known`), which ends a run of them; else the outermost counts. */
  library(name: string, known: boolean): void {
    if (this.#libraryOpen) this.levels.pop();
    this.coreLibrary(name);
    this.#libraryOpen = !known;
  }

  /** A frame of a library function that needs no helpers (`pcall`): what lies above it was called by it. */
  coreLibrary(name: string): void {
    const inner = this.levels.at(-1);
    if (inner !== undefined) close(inner, undefined, true);
    this.levels.push({ script: undefined, line: -1, function: undefined, library: name, called: undefined });
    this.#event = this.#handler = this.#main = undefined;
    this.#libraryOpen = false;
  }

  /** A frame of the runtime that is no function of Lua's. */
  helper(name: string): void {
    this.#main = undefined;
    // `addR` is `add` where metamethods may suspend (operators-suspending.ts).
    this.#event = METAMETHODS.get(name) ?? METAMETHODS.get(name.replace(/R$/, "")) ?? this.#event;
    if (name === HANDLER) {
      this.#handler = "otherwise";
      this.#event = undefined;
      this.#libraryOpen = false;
    } else if (name === CALL_FAILS && this.#handler !== undefined) this.#handler = "by a call";
    if (name === SETTLE) this.loseCallers(this.#debugCall ? 1 : TAILS_PUT_OFF);
    this.#debugCall = name === DEBUG_CALL;
  }

  /** The innermost function took the place of `count` ones that ended with calls. */
  loseCallers(count: number): void {
    const callee = this.levels.at(-1);
    if (callee !== undefined) this.levels.push(...tailsOf(callee, count));
  }

  /** A message handler stands on the levels of the error. */
  above(error: readonly Level[]): OpenLevel[] {
    const handler = this.levels.at(-1);
    if (handler !== undefined) close(handler, undefined, true);
    return [...this.levels, ...error];
  }

  /** Below what was resumed, which took the place of some functions, lie the frames that still wait. */
  resumed(frames: readonly SuspendedFrame[], tails: number): OpenLevel[] {
    if (tails > 0) this.loseCallers(tails);
    return [...this.levels, ...suspendedLevels(this.levels.at(-1), frames)];
  }
}
