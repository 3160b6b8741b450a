/** `moonpost inspect`: a script beside what it is compiled to. */
import type { Dialect } from "../../compiler/ast.ts";
import { sortDiagnostics } from "../../compiler/diagnostics.ts";
import { type CompiledScript, compile } from "../../compiler/index.ts";
import { EXIT, OperatorError } from "../operator-error.ts";
import { highlight } from "./highlight.ts";
import { readScriptFile } from "./read-scripts.ts";
import { type CompiledLine, sideBySide } from "./side-by-side.ts";

interface InspectOptions {
  readonly lua: Dialect;
  readonly ts?: boolean;
  readonly js?: boolean;
  readonly width?: string;
}

/** Columns where there is no terminal that says. */
const DEFAULT_WIDTH = 160;

/** Gives the exit status: `failed` if the script has a syntax error. Colours only on a terminal that has them. */
export async function inspectCommand(path: string, options: InspectOptions): Promise<number> {
  const script = readScriptFile(path);
  const width = widthOf(options.width);
  const compiled = await compile(script.text, { fileName: script.file, dialect: options.lua });
  if (compiled.kind === "refused") {
    const { printDiagnostics } = await import("./print-diagnostics.ts");
    printDiagnostics(sortDiagnostics(compiled.diagnostics), [script], "text");
    return EXIT.failed;
  }
  const colour = process.stdout.isTTY && process.stdout.hasColors();
  if (options.ts || options.js) {
    const text = options.ts ? compiled.typescript : compiled.javascript;
    process.stdout.write(
      colour
        ? text
            .split("\n")
            .map((line) => highlight(line, "typescript"))
            .join("\n")
        : text,
    );
    return EXIT.ok;
  }
  const lines = placedLines(compiled);
  const luaLines = Buffer.from(script.text, "latin1")
    .toString("utf8")
    .trimEnd()
    .split(/\r\n?|\n/);
  const { shown, hidden } = withoutResumedForms(lines);
  process.stdout.write(sideBySide(luaLines, shown, { width, colour }));
  if (hidden > 0) {
    process.stdout.write(
      `\n${hidden} lines are not shown: the forms that functions continue in after they waited (--ts shows all)\n`,
    );
  }
  return EXIT.ok;
}

function widthOf(text: string | undefined): number {
  if (text === undefined) return process.stdout.columns ?? DEFAULT_WIDTH;
  const width = Number(text);
  if (!Number.isInteger(width) || width < 40) {
    throw new OperatorError(`--width: expected a whole number from 40, found "${text}"`, EXIT.usage);
  }
  return width;
}

/**
 * The lines of the module with the Lua lines they belong to: a function's head with its definition, and what only frames the main chunk
 * after everything else.
 */
function placedLines({ typescript, typescriptLines, info }: CompiledScript): CompiledLine[] {
  let inMain = false;
  return typescript.split("\n").map((text, i) => {
    const luaLine = typescriptLines[i] ?? 0;
    const name = /^\s*function\*? ([\w$]+)\(/.exec(text)?.[1];
    if (name === "main") inMain = true;
    if (luaLine > 0) return { text, luaLine };
    if (inMain && /^ {0,4}[^\s}]|^ {0,2}}/.test(text)) return { text, luaLine: Number.POSITIVE_INFINITY };
    return { text, luaLine: name === undefined ? 0 : (info.functions[name]?.lineDefined ?? 0) };
  });
}

/**
 * The lines without the generators that repeat each function for the case that it was suspended, and without the comments that
 * repeat the Lua text.
 */
function withoutResumedForms(lines: readonly CompiledLine[]): {
  readonly shown: readonly CompiledLine[];
  readonly hidden: number;
} {
  const shown: CompiledLine[] = [];
  let hidden = 0;
  let end: string | undefined;
  for (const line of lines) {
    if (end !== undefined) {
      hidden += 1;
      if (line.text === end) end = undefined;
      continue;
    }
    const generator = /^(\s*)function\* /.exec(line.text);
    if (generator) {
      end = `${generator[1]}}`;
      hidden += 1;
    } else if (!/^\s*(\/\/.*)?$/.test(line.text)) shown.push(line);
  }
  return { shown, hidden };
}
