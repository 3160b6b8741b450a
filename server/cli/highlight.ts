/** Colours source text for a terminal: comments, strings, numbers and keywords, line by line. */

export type Language = "lua" | "typescript";

const KEYWORDS: Readonly<Record<Language, string>> = {
  lua: "and break do else elseif end false for function goto if in local nil not or repeat return then true until while",
  typescript:
    "break case catch const continue declare default do else export false finally for from function if import in instanceof interface " +
    "let new null of return switch throw true try type typeof undefined while yield",
};

const STRINGS = `"(?:[^"\\\\]|\\\\.)*"|'(?:[^'\\\\]|\\\\.)*'`;

/** One alternative for each colour, tried from left to right: comment, string, number, word. */
const TOKENS: Readonly<Record<Language, RegExp>> = {
  lua: new RegExp(`(--.*)|(${STRINGS}|\\[\\[.*?\\]\\])|(\\b\\d[\\w.]*)|([A-Za-z_]\\w*)`, "g"),
  typescript: new RegExp(`(//.*)|(${STRINGS})|(\\b\\d[\\w.]*)|([A-Za-z_$][\\w$]*)`, "g"),
};

const GREY = 90;
const GREEN = 32;
const YELLOW = 33;
const BLUE = 34;

/** `colour` is an ANSI foreground code: 30 to 37, 90 to 97. */
export function paint(text: string, colour: number): string {
  return `\x1b[${colour}m${text}\x1b[0m`;
}

/** A line with colours. Text in a comment or string that began on an earlier line is coloured as code. */
export function highlight(line: string, language: Language): string {
  const keywords = new Set(KEYWORDS[language].split(" "));
  return line.replace(TOKENS[language], (token, comment, string, number) => {
    if (comment !== undefined) return paint(token, GREY);
    if (string !== undefined) return paint(token, GREEN);
    if (number !== undefined) return paint(token, YELLOW);
    return keywords.has(token) ? paint(token, BLUE) : token;
  });
}
