/** Lua on the left, what it is compiled to on the right, in the order of the Lua lines. */
import { highlight, paint } from "./highlight.ts";

/** A line of TypeScript and the Lua line it comes from; 0: none of its own, Infinity: after all others. */
export interface CompiledLine {
  readonly text: string;
  readonly luaLine: number;
}

export interface SideBySideOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly colour: boolean;
}

/**
 * Each Lua line with the TypeScript lines that come from it beside it. TypeScript without a Lua line stays with the line before; what
 * stands before all others (imports, globals) is beside nothing. Lines that do not fit are wrapped.
 */
export function sideBySide(luaLines: readonly string[], compiled: readonly CompiledLine[], options: SideBySideOptions): string {
  const byLine = new Map<number, string[]>();
  let current = 0;
  for (const { text, luaLine } of compiled) {
    if (luaLine > 0) current = luaLine;
    const texts = byLine.get(current) ?? [];
    texts.push(text);
    byLine.set(current, texts);
  }
  const lua = luaLines.map((line) => line.replaceAll("\t", "    "));
  const numberWidth = String(lua.length).length;
  const longest = Math.max(20, ...lua.map((line) => line.length));
  const left = Math.min(longest, Math.floor((options.width - numberWidth - 4) * 0.42));
  const right = Math.max(20, options.width - numberWidth - left - 4);
  const bar = options.colour ? paint("│", 90) : "│";

  const row = (number: string, luaText: string, tsText: string): string => {
    const [shownNumber, shownLua, shownTs] = options.colour
      ? [paint(number.padStart(numberWidth), 90), highlight(luaText, "lua"), highlight(tsText, "typescript")]
      : [number.padStart(numberWidth), luaText, tsText];
    return `${shownNumber} ${shownLua}${" ".repeat(left - luaText.length)} ${bar} ${shownTs}`.trimEnd();
  };
  const group = (number: string, luaText: string, texts: readonly string[]): string[] => {
    const luaParts = wrap(luaText, left);
    const tsParts = texts.flatMap((text) => wrap(text, right));
    const count = Math.max(luaParts.length, tsParts.length);
    return Array.from({ length: count }, (_, i) => row(i === 0 ? number : "", luaParts[i] ?? "", tsParts[i] ?? ""));
  };

  const rows = byLine.has(0) ? group("", "", byLine.get(0) ?? []) : [];
  lua.forEach((text, i) => {
    rows.push(...group(String(i + 1), text, byLine.get(i + 1) ?? []));
  });
  rows.push(...(byLine.has(Number.POSITIVE_INFINITY) ? group("", "", byLine.get(Number.POSITIVE_INFINITY) ?? []) : []));
  return rows.map((text) => `${text}\n`).join("");
}

/** Cuts at spaces where it can; what follows is indented like the line, and a bit more. */
function wrap(line: string, width: number): string[] {
  const indent = " ".repeat(Math.min(width >> 1, line.length - line.trimStart().length + 2));
  const parts: string[] = [];
  let rest = line;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const cut = space > indent.length ? space : width;
    parts.push(rest.slice(0, cut));
    rest = indent + rest.slice(cut).trimStart();
  }
  return [...parts, rest];
}
