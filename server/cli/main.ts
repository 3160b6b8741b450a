/** The command line's first step: what cannot wait is loaded at once, all else by `command-line.ts`. */
import { EXIT, OperatorError } from "../operator-error.ts";
import { endQuietlyAtClosedPipe } from "./closed-pipe.ts";
import { readRunArguments } from "./run-arguments.ts";

export interface Start {
  /** `run` under a debugger: stop where the first chunk begins. */
  readonly stopsAtStart: boolean;
}

/** Runs the command line `argv` (without node, script, and options for a debugger) and ends with `process.exitCode` set. Never throws. */
export async function main(argv: readonly string[], { stopsAtStart }: Start): Promise<void> {
  try {
    process.exitCode = await perform(argv, stopsAtStart);
  } catch (error) {
    process.exitCode = explain(error);
  }
}

async function perform(argv: readonly string[], stopsAtStart: boolean): Promise<number> {
  const run = argv[0] === "run" ? readRunArguments(argv.slice(1)) : undefined;
  if (run !== undefined) return (await import("./run-command.ts")).runCommand(run, stopsAtStart);
  endQuietlyAtClosedPipe();
  return (await import("./command-line.ts")).runCommandLine(argv);
}

function explain(error: unknown): number {
  if (error instanceof OperatorError) {
    for (const line of error.message.split("\n")) process.stderr.write(`moonpost: ${line}\n`);
    return error.exitCode;
  }
  process.stderr.write(`moonpost: a defect of Moonpost; please report it with these lines:\n`);
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return EXIT.failed;
}
