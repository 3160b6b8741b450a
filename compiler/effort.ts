/**
 * What a compilation costs while it goes on. A text can be made to cost far more than its length tells (many variables × many places where a
 * function may be suspended), so who compiles for a script that is held to limits counts along, and may end it.
 */

/**
 * Is told of work as it is done: `steps` are about characters written or nodes looked at, 20 to 30 ns each. What it throws ends the compilation,
 * which leaves nothing behind.
 */
export type Spend = (steps: number) => void;

/** For those who compile for themselves. */
export const FREE: Spend = () => undefined;

/** Steps for reading and analysing a character of Lua text, which takes about as long for any text. */
export const READING = 8;
