/**
 * The command line of the `lua` program, which `moonpost run --lua 5.x` reads as that version does.
 *
 * Governing text: Lua 5.0.3, 5.1.5 and 5.2.4 lua.c (`collectargs`, `print_usage`); Lua 5.1 manual §6, Lua 5.2 manual §7.
 */
import type { Dialect } from "../../compiler/ast.ts";

/** What is to be done, in this order: banner, steps, script, prompt. `LUA_INIT` runs before all of it, but in 5.2 after the banner. */
export interface LuaOptions {
  /** Print the version. */
  readonly version: boolean;
  /** Prompt for lines after everything else. */
  readonly interactive: boolean;
  /** Neither `LUA_INIT` nor `LUA_PATH` count. */
  readonly ignoreEnvironment: boolean;
  /** `-e` and `-l`. */
  readonly steps: readonly Step[];
  /** Where the script stands among the arguments; undefined if there is none. `-` is the standard input. */
  readonly script: number | undefined;
}

/** `execute`: text of Lua; `require`: the name of a library. */
export interface Step {
  readonly kind: "execute" | "require";
  readonly text: string;
}

/** The options, or the first that is none, with whether an argument is all it lacks. */
export type LuaCommandLine = LuaOptions | { readonly wrong: string; readonly needsArgument: boolean };

/** Reads `args`, which stand behind the command's name. */
export function readLuaOptions(args: readonly string[], dialect: Dialect): LuaCommandLine {
  let version = false;
  let interactive = false;
  let ignoreEnvironment = false;
  const steps: Step[] = [];
  let at = 0;
  let script: number | undefined;
  for (; at < args.length; at++) {
    const option = args[at] ?? "";
    const letter = option.charAt(1);
    if (option === "--") at++;
    if (!option.startsWith("-") || option === "-" || option === "--") {
      script = at < args.length ? at : undefined;
      break;
    }
    if (letter === "e" || letter === "l") {
      let text = option.slice(2);
      if (text === "") {
        const next = args[++at];
        if (next === undefined || (dialect === "5.2" && next.startsWith("-"))) return { wrong: option, needsArgument: true };
        text = next;
      }
      steps.push({ kind: letter === "e" ? "execute" : "require", text });
    } else if (option === "-i") {
      interactive = true;
      version = true;
    } else if (option === "-v") version = true;
    else if (letter === "E" && dialect === "5.2") ignoreEnvironment = true;
    else return { wrong: option, needsArgument: false };
  }
  return { version, interactive, ignoreEnvironment, steps, script };
}

const OPTIONS: Readonly<Record<"e" | "i" | "l" | "v" | "E" | "end" | "stdin", string>> = {
  e: "-e stat  execute string 'stat'",
  i: "-i       enter interactive mode after executing 'script'",
  l: "-l name  require library 'name'",
  v: "-v       show version information",
  E: "-E       ignore environment variables",
  end: "--       stop handling options",
  stdin: "-        stop handling options and execute stdin",
};

/** What the program says of a wrong command line, on several lines. */
export function luaUsage(
  command: string,
  { wrong, needsArgument }: { wrong: string; needsArgument: boolean },
  dialect: Dialect,
): string {
  const { e, i, l, v, E, end, stdin } = OPTIONS;
  const fault = needsArgument ? `'${wrong}' needs argument` : `unrecognized option '${wrong}'`;
  const head = `usage: ${command} [options] [script [args]]`;
  if (dialect === "5.2") return usage([`${command}: ${fault}`, head], [e, i, l, v, E, end, stdin]);
  return usage([`${head}.`], [e, l, i, v, end, "-        execute stdin and stop handling options"]);
}

function usage(head: readonly string[], options: readonly string[]): string {
  return [...head, "Available options are:", ...options.map((option) => `  ${option}`), ""].join("\n");
}
