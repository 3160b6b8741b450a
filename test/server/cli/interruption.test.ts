import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { BIN } from "./run-moonpost.ts";

/**
 * What is in the output's file, and the signal that ended `run`, after Ctrl-C. The script says on stderr that it has begun; the signal comes while it
 * `waits` in a call of the system.
 */
async function interrupted(
  options: readonly string[],
  script: string,
  waits: boolean,
): Promise<readonly [output: string, signal: unknown]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.lua"), script);
  const output = openSync(join(folder, "out"), "w");
  const child = spawn(process.execPath, [BIN, "run", ...options, "a.lua"], { cwd: folder, stdio: ["pipe", output, "pipe"] });
  closeSync(output);
  if (child.stderr !== null) await once(child.stderr, "data");
  const state = `/proc/${child.pid}/stat`;
  while (waits && existsSync(state) && !readFileSync(state, "latin1").includes(") S ")) await setImmediate();
  child.kill("SIGINT");
  // One that comes in the instant before a read begins is not seen until the next.
  const again = setInterval(() => child.kill("SIGINT"), 1000);
  const [, signal] = await once(child, "close");
  clearInterval(again);
  return [readFileSync(join(folder, "out"), "latin1"), signal];
}

const BEGIN = `io.write("written") io.stderr:write("begun")`;

test.each([
  ["an endless loop that catches errors", ["--lua", "5.1"], "while true do pcall(function() while true do end end) end", false],
  ["a read that waits", ["--lua", "5.2"], 'io.read() io.write(" and went on")', true],
  ["a pipe that gives nothing", ["--lua", "5.1"], 'io.popen("sleep 60"):read() io.write(" and went on")', true],
  ["a script of VPOP3", [], "while true do end", false],
])("Ctrl-C ends %s, and what it has written is in the file", async (_, options, lua, waits) => {
  expect(await interrupted(options, `${BEGIN} ${lua}`, waits)).toEqual(["written", "SIGINT"]);
});
