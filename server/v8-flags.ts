/** How V8 is set for compiled scripts, in every process that runs them. */
import { setFlagsFromString } from "node:v8";

/**
 * Compiled Lua says in several operations what JavaScript says in one, so V8's limits for putting functions into their callers are too
 * small for it: methods would stay calls (`objects` of the Lua bench takes a fifth longer, queues and stacks a third). With half of the second limit
 * a loop that uses a queue and a stack takes half as long again.
 */
const FLAGS = ["--max-inlined-bytecode-size=1500", "--max-inlined-bytecode-size-cumulative=6000"];

/**
 * To be called before a script is evaluated, and after what the program imports was: V8 takes compiled code only with the flags it was compiled with,
 * and Node's own modules were compiled with none.
 */
export function tuneV8(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
