import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { BIN } from "./run-moonpost.ts";

/** What is in the output's file, and the signal that ended `run`, after Ctrl-C. The script says on stderr that it has begun. */
async function interrupted(options: readonly string[], script: string): Promise<readonly [output: string, signal: unknown]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "a.lua"), script);
  const output = openSync(join(folder, "out"), "w");
  const child = spawn(process.execPath, [BIN, "run", ...options, "a.lua"], { cwd: folder, stdio: ["pipe", output, "pipe"] });
  closeSync(output);
  if (child.stderr !== null) await once(child.stderr, "data");
  child.kill("SIGINT");
  // One that comes in the instant before a read begins is not seen until the next.
  const again = setInterval(() => child.kill("SIGINT"), 1000);
  const [, signal] = await once(child, "close");
  clearInterval(again);
  return [readFileSync(join(folder, "out"), "latin1"), signal];
}

const BEGIN = `io.write("written") io.stderr:write("begun")`;

test.each([
  ["an endless loop that catches errors", ["--lua", "5.1"], "while true do pcall(function() while true do end end) end"],
  ["a read that waits", ["--lua", "5.2"], "io.read()"],
  ["a pipe that gives nothing", ["--lua", "5.1"], 'io.popen("sleep 60"):read()'],
  ["a script of VPOP3", [], "while true do end"],
])("Ctrl-C ends %s, and what it has written is in the file", async (_, options, lua) => {
  expect(await interrupted(options, `${BEGIN} ${lua}`)).toEqual(["written", "SIGINT"]);
});
