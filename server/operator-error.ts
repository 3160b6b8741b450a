/**
 * Something that only the person at the keyboard can mend: a wrong argument, an unreadable file, a port in use. The command line
 * prints its message as one line (or one per problem) without a stack and exits with its code; everything else is our own bug.
 */
export class OperatorError extends Error {
  readonly exitCode: number;
  /** `message` says where, what is wrong and what to do. */
  constructor(message: string, exitCode: number = EXIT.failed) {
    super(message);
    this.name = "OperatorError";
    this.exitCode = exitCode;
  }
}

/** The exit codes of the command line, as `moonpost --help` lists them. */
export const EXIT = {
  ok: 0,
  /** The scripts have errors, or the program that ran failed. */
  failed: 1,
  /** The command line or the configuration is wrong. */
  usage: 2,
  /** No server answers on the control socket. */
  unreachable: 3,
  /** Stopped by a second Ctrl-C. */
  interrupted: 130,
} as const;

/** The code of a system error (`ENOENT`, `EADDRINUSE`, …), or undefined for any other value. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
