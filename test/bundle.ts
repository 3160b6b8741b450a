/** Vitest's global set-up: the bundle is made anew, so that tests of whole processes start what users start. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";

export default function setup(): void {
  execFileSync(process.execPath, [join(import.meta.dirname, "../build.ts")], { stdio: "inherit" });
}
