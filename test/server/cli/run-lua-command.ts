/** Starts `bin/lua5.x` and `bin/lua5.xc` for tests. */
import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../../temporary-folder.ts";

const BIN = fileURLToPath(new URL("../../../bin/", import.meta.url));

/** What a program is started with. */
export interface Run {
  readonly args: readonly string[];
  readonly input?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
}

/** What `bin/lua<version>` answers; its own path reads `lua` there. `5.1c` is the compiler. */
export async function runLua(version: string, { args, input = "", files = {}, environment = {} }: Run) {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  const program = `${BIN}lua${version}`;
  const name = version.endsWith("c") ? "luac" : "lua";
  const inherited = Object.entries(process.env).filter(([variable]) => !variable.startsWith("LUA_"));
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...Object.fromEntries(inherited), MOONPOST_NODE: process.execPath, ...environment },
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stdin.on("error", () => {}); // a program that reads nothing may be gone
  child.stdin.end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout: stdout.replaceAll(program, name), stderr: stderr.replaceAll(program, name) };
}
