/**
 * Programs for `os.timedexecute`: only those the configuration lists, started without a shell, ended with everything they started when
 * their time is up.
 *
 * Governing text: VPOP3.md §6.3.
 */
import { constants } from "node:os";
import { type HostPrograms, refuse, type TimedExecution } from "../../runtime/host.ts";
import { systemFailure } from "./system-error.ts";

/** The configuration's list: absolute paths. */
export function hostPrograms(allowed: readonly string[]): HostPrograms {
  return {
    timedExecute(commandLine, timeoutMs) {
      const [program = "", ...args] = words(Buffer.from(commandLine, "latin1").toString("utf8"));
      if (!allowed.includes(program))
        return refuse(`os.timedexecute of ${program}`, 'its absolute path in the setting "scripts.allow.programs"');
      return run(program, args, timeoutMs);
    },
  };
}

/** The words of a command line: separated by blanks, kept together by double quotes. */
function words(line: string): string[] {
  const found = line.match(/(?:"[^"]*"|[^\s"])+/g) ?? [];
  return found.map((word) => word.replaceAll('"', ""));
}

/** What a program ended by signal n gives to a shell. */
const SIGNAL_BASE = 128;

function run(program: string, args: readonly string[], timeoutMs: number): Promise<TimedExecution> {
  return new Promise((resolve) => {
    // A process group of its own, so that its children can be ended with it.
    const child = process
      .getBuiltinModule("node:child_process")
      .spawn(program, args, { stdio: "ignore", detached: true, shell: false, windowsHide: true });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      if (child.pid !== undefined) endGroup(child.pid);
    }, timeoutMs);
    child.on("error", (error) => {
      clearTimeout(timer);
      resolve({ exitCode: -1, errorCode: systemFailure(error).errno, timedOut: false });
    });
    child.on("exit", (code, signal) => {
      clearTimeout(timer);
      const exitCode = timedOut ? -1 : (code ?? SIGNAL_BASE + (signal === null ? 0 : constants.signals[signal]));
      resolve({ exitCode, errorCode: 0, timedOut });
    });
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself meanwhile.
  }
}
