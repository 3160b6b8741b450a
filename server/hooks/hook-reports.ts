/** What goes wrong in scripts, for the log and for LUAERRORS.LOG (VPOP3.md §1.3). */
import type { Decision } from "../decision-journal.ts";
import type { LineFile, Logger } from "../log.ts";
import { shortened } from "../shortened.ts";
import type { HookReports } from "./script-hooks.ts";

/** The most characters of a message or traceback that are written: a script may raise any string as an error. */
const MAX_SHOWN = 10_000;

/** A message as it is written to a file of lines: what follows its first line is set in, so that nobody takes it for an entry, and control characters are told. */
function inLines(message: string): string {
  return message.replace(/[\0-\x08\x0b-\x1f\x7f]/g, (control) => `\\${control.charCodeAt(0)}`).replaceAll("\n", "\n\t");
}

/** Failures go to both, and to `decided` in a word; warnings to the log alone; `called` only where the log shows its level. */
export function hookReports(
  log: Logger,
  luaErrors: LineFile,
  decided: (decision: Pick<Decision, "hook" | "script" | "effect">) => void,
): HookReports {
  return {
    failed: (hook, failure) => {
      const { script, line, kind } = failure;
      const message = shortened(failure.message, MAX_SHOWN);
      const traceback = shortened(failure.traceback, MAX_SHOWN);
      log.error({ script, line, hook, kind, traceback }, `hook failed: ${message}`);
      luaErrors.append(`${new Date().toISOString()} ${script} ${hook}: ${inLines(message)}\n${traceback}`);
      decided({ hook, script: script.toLowerCase(), effect: `failed, and decided nothing: ${message}` });
    },
    unusable: (script, hook, what) => log.warn({ script, hook }, what),
    ...(log.isLevelEnabled("debug")
      ? {
          called: (script: string, hook: string, timeMs: number) =>
            log.debug({ script, hook, timeMs: Math.round(timeMs * 1000) / 1000 }, "hook"),
        }
      : {}),
  };
}
