/**
 * Token kinds: a single-character token is its byte, the others count from 257, as in PUC Lua's llex.h.
 */
export const TOKEN_AND = 257;
export const TOKEN_BREAK = 258;
export const TOKEN_DO = 259;
export const TOKEN_ELSE = 260;
export const TOKEN_ELSEIF = 261;
export const TOKEN_END = 262;
export const TOKEN_FALSE = 263;
export const TOKEN_FOR = 264;
export const TOKEN_FUNCTION = 265;
export const TOKEN_GOTO = 266;
export const TOKEN_IF = 267;
export const TOKEN_IN = 268;
export const TOKEN_LOCAL = 269;
export const TOKEN_NIL = 270;
export const TOKEN_NOT = 271;
export const TOKEN_OR = 272;
export const TOKEN_REPEAT = 273;
export const TOKEN_RETURN = 274;
export const TOKEN_THEN = 275;
export const TOKEN_TRUE = 276;
export const TOKEN_UNTIL = 277;
export const TOKEN_WHILE = 278;
export const TOKEN_CONCAT = 279;
export const TOKEN_DOTS = 280;
export const TOKEN_EQ = 281;
export const TOKEN_GE = 282;
export const TOKEN_LE = 283;
export const TOKEN_NE = 284;
export const TOKEN_DOUBLE_COLON = 285;
export const TOKEN_EOS = 286;
export const TOKEN_NUMBER = 287;
export const TOKEN_NAME = 288;
export const TOKEN_STRING = 289;

const TEXTS: readonly string[] =
  "and break do else elseif end false for function goto if in local nil not or repeat return then true until while .. ... == >= <= ~= :: <eof> <number> <name> <string>".split(
    " ",
  );

/** The reserved words of 5.1; `goto` joins them by dialect. */
export const RESERVED: ReadonlyMap<string, number> = new Map(
  TEXTS.slice(0, TOKEN_CONCAT - TOKEN_AND)
    .map((word, i): [string, number] => [word, TOKEN_AND + i])
    .filter(([word]) => word !== "goto"),
);

export type Words = "5.0" | "5.1" | "5.2";

/** `x` in the quotes of a version: 5.0 opens with a backquote. */
export function quoted(words: Words, text: string): string {
  return words === "5.0" ? `\`${text}'` : `'${text}'`;
}

/** A token kind as messages name it, unquoted in 5.0 and 5.1, quoted in 5.2 where 5.2 quotes it. */
export function tokenName(words: Words, kind: number): string {
  if (kind >= TOKEN_AND) {
    const text = TEXTS[kind - TOKEN_AND] ?? "?";
    return words === "5.2" && kind < TOKEN_EOS ? `'${text}'` : text;
  }
  const char = String.fromCharCode(kind);
  if (words === "5.0") return cString(char);
  if (words === "5.1") return kind < 32 || kind === 127 ? `char(${kind})` : char;
  return kind < 32 || kind > 126 ? `char(${kind})` : `'${char}'`;
}

/** What C prints of a string: all before the first NUL. */
export function cString(text: string): string {
  const nul = text.indexOf("\0");
  return nul < 0 ? text : text.slice(0, nul);
}
