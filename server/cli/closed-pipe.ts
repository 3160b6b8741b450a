/** `moonpost … | head` closes the pipe early; that is no failure. */
import { systemErrorCode } from "../operator-error.ts";

/** From now on the process ends, with the exit code it has, where nobody reads its standard output any more. */
export function endQuietlyAtClosedPipe(): void {
  process.stdout.on("error", (error) => {
    if (systemErrorCode(error) !== "EPIPE") throw error;
    process.exit(process.exitCode);
  });
}
