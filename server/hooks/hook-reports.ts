/** What goes wrong in scripts, for the log and for LUAERRORS.LOG (VPOP3.md §1.3). */
import type { LineFile, Logger } from "../log.ts";
import type { HookReports } from "./script-hooks.ts";

/** The most characters of a message or traceback that are written: a script may raise any string as an error. */
const MAX_SHOWN = 10_000;

function shortened(text: string): string {
  return text.length <= MAX_SHOWN ? text : `${text.slice(0, MAX_SHOWN)}... (${text.length} bytes)`;
}

export function hookReports(log: Logger, luaErrors: LineFile): HookReports {
  return {
    failed: (hook, failure) => {
      const { script, line, kind } = failure;
      const message = shortened(failure.message);
      const traceback = shortened(failure.traceback);
      log.error({ script, line, hook, kind, traceback }, `hook failed: ${message}`);
      luaErrors.append(`${new Date().toISOString()} ${script} ${hook}: ${message}\n${traceback}`);
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
