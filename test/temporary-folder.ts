/** Where tests write. Vitest's global set-up: what they and the processes that they start put in the system's temporary folder goes when all have ended. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "moonpost-"));
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A new folder of a test. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), "moonpost-"));
}
