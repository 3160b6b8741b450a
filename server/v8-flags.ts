/** How V8 is set for compiled scripts, in every process that runs them. */
import { setFlagsFromString } from "node:v8";

/**
 * Compiled Lua says in several operations what JavaScript says in one, so V8's limits for putting functions into their callers are too
 * small for it: methods would stay calls (with twice its own second limit `objects` of the Lua bench takes a third longer). With more of the second one V8's compilers
 * have most of the time of a short program: 7000 is 5 % more of the processor time of whole commands, and programs that have long been running gain nothing. Past the third V8
 * inlines nothing at all, not even what is a few bytes long: with its own 4600 arithmetic on vectors by metamethods takes up to half as long again. With 14000 for both `mail-rule`
 * takes twice as long, since V8 is not done with the code before much of the work is.
 *
 * V8 makes objects old at once where most of what a place in the text has made survived, but only those that stand there as literals: a table's array
 * of items, not the table. When such arrays have died, the tables in them, young still, are copied by each minor collection until a major one comes: after
 * one large tree of lists all short-lived ones survive (twice the processor time of the whole program).
 *
 * A place in the text that sees objects of more than four shapes looks each up in a table of the process, and no method found there is put into its caller.
 * Objects of Lua get their fields one after the other, and a class and its heirs have a shape each before and after: with up to eight, methods of
 * four classes take three fifths of the time. Twelve gave no more.
 */
const FLAGS = [
  "--max-inlined-bytecode-size=1500",
  "--max-inlined-bytecode-size-cumulative=4000",
  "--max-inlined-bytecode-size-absolute=9000",
  "--no-allocation-site-pretenuring",
  "--max-valid-polymorphic-map-count=8",
];

/**
 * To be called before a script is evaluated, and after what the program imports was: V8 takes compiled code only with the flags it was compiled with,
 * and Node's own modules were compiled with none.
 */
export function tuneV8(): void {
  for (const flag of FLAGS) setFlagsFromString(flag);
}
