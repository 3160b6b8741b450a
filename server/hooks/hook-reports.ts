/** What goes wrong in scripts, for the log and for LUAERRORS.LOG (VPOP3.md §1.3). */
import type { LineFile, Logger } from "../log.ts";
import type { HookReports } from "./script-hooks.ts";

export function hookReports(log: Logger, luaErrors: LineFile): HookReports {
  return {
    failed: (hook, failure) => {
      log.error(
        { script: failure.script, line: failure.line, hook, kind: failure.kind, traceback: failure.traceback },
        `hook failed: ${failure.message}`,
      );
      luaErrors.append(`${new Date().toISOString()} ${failure.script} ${hook}: ${failure.message}\n${failure.traceback}`);
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
