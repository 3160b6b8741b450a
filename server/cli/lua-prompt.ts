/**
 * What the `lua` program reads at its prompt: lines, until they are a statement or cannot become one. A line that begins with `=` is an expression.
 *
 * Governing text: Lua 5.1 manual §6; lua.c (`loadline`).
 */
import type { CompileOutcome, HostFile } from "../../runtime/host.ts";

/** A text that lacks its end is refused with these words (5.0: at the end of the message, in other quotes). */
const UNFINISHED = /near [`'"]?<eof>['"]?$/;

/**
 * Asks for lines and compiles them; undefined at the end of the input. `ask` shows the prompt, the first one or that of a further line.
 */
export function readStatement(
  input: HostFile,
  ask: (first: boolean) => void,
  compile: (text: string) => CompileOutcome,
): CompileOutcome | undefined {
  ask(true);
  const line = readLine(input);
  let text = line?.startsWith("=") ? `return ${line.slice(1)}` : line;
  while (text !== undefined) {
    const outcome = compile(text);
    if (outcome.kind === "compiled" || !UNFINISHED.test(outcome.message)) return outcome;
    ask(false);
    const more = readLine(input);
    text = more === undefined ? undefined : `${text}\n${more}`;
  }
  return undefined;
}

/** The next line without its end. Byte by byte: what follows is for the statements that read. */
function readLine(input: HostFile): string | undefined {
  let line = "";
  for (;;) {
    const byte = input.read(1);
    if (byte === "\n" || (byte === "" && line !== "")) return line;
    if (byte === "") return undefined;
    line += byte;
  }
}
