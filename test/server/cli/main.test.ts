import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { runMoonpost, startMoonpost } from "./run-moonpost.ts";

test("--version prints the version of the package", async () => {
  const { version } = JSON.parse(await readFile(new URL("../../../package.json", import.meta.url), "utf8"));
  expect(await runMoonpost(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

const COMMANDS = [
  [],
  ["compile"],
  ["check"],
  ["inspect"],
  ["run"],
  ["serve"],
  ["status"],
  ["password"],
  ["queue"],
  ["queue", "list"],
  ["queue", "show"],
  ["queue", "retry"],
  ["queue", "hold"],
  ["queue", "release"],
  ["queue", "remove"],
  ["scripts", "reload"],
  ["scripts", "rollback"],
];
test.each(COMMANDS.map((command) => [command.join(" ") || "moonpost", command] as const))(
  "%s explains itself with --help",
  async (_, command) => {
    const { code, stdout, stderr } = await runMoonpost([...command, "--help"]);
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: moonpost ${command.join(" ")}`));
  },
);

describe("a wrong command line is answered by one line that says what to do, with exit code 2", () => {
  test.each([
    [["serv"], "moonpost: unknown command 'serv' (Did you mean serve?)\n"],
    [["check"], "moonpost: missing required argument 'PATH'; see moonpost check --help\n"],
    [["inspect", "--typescript", "x.lua"], "moonpost: unknown option '--typescript'; see moonpost inspect --help\n"],
    [
      ["check", "--vpop3", "abc", "."],
      "moonpost: option '--vpop3 <version>' argument 'abc' is invalid. Expected a version from 2.0.2 (the first with Lua) to 8.8 (the newest known here); see moonpost check --help\n",
    ],
    [
      ["compile", "--vpop3", "9", "-o", "out", "."],
      "moonpost: option '--vpop3 <version>' argument '9' is invalid. Expected a version from 2.0.2 (the first with Lua) to 8.8 (the newest known here); see moonpost compile --help\n",
    ],
    [
      ["run", "--lua", "6", "x.lua"],
      "moonpost: option '--lua <version>' argument '6' is invalid. Allowed choices are vpop3, 5.0, 5.1, 5.2; see moonpost run --help\n",
    ],
    [["run", "--stop-at-start", "x.lua"], "moonpost: unknown option '--stop-at-start'; see moonpost run --help\n"],
    [["run"], "moonpost: missing argument 'FILE'; see moonpost run --help\n"],
    [
      ["run", "-e", "x"],
      "moonpost: unknown option '-e'; with --lua 5.1 run is the lua program, which has it; see moonpost run --help\n",
    ],
    [["run", "-x"], "moonpost: unknown option '-x'; see moonpost run --help\n"],
    [["queue", "show"], "moonpost: missing required argument 'ID'; see moonpost queue show --help\n"],
    [["queue", "lits"], "moonpost: unknown command 'lits' (Did you mean list?)\n"],
    [["queue", "list", "--limit", "x"], 'moonpost: --limit: expected a whole number from 1, found "x"\n'],
    [
      ["status", "--config", "nowhere.json"],
      /^moonpost: can't read the configuration .*nowhere\.json: there is no such file; check the path after --config\n$/,
    ],
  ])("%j", async (args, message) => {
    const { code, stdout, stderr } = await runMoonpost(args);
    if (typeof message === "string") expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
    expect(stdout).toBe("");
    expect(code).toBe(2);
  });
});

describe("a second start finds everything compiled, and loads nothing that it does not need", () => {
  const folder = temporaryFolder();
  const script = join(folder, "hello.lua");
  writeFileSync(script, 'print("hello")\n');
  const reportLoaded = 'process.on("exit", () => process.stderr.write(process.moduleLoadList.join("\\n")))';
  const environment = {
    ...process.env,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(reportLoaded)}`,
  };

  test.each([
    ["run", "--lua", "5.1", script],
    ["run", script],
    ["check", script],
  ])("%s %s", async (...args) => {
    await runMoonpost(args, folder);
    const { code, stderr } = await runMoonpost(args, folder, environment);
    expect(code).toBe(0);
    const loaded = stderr.split("\n").map((line) => line.replace(/^NativeModule /, ""));
    expect(loaded).toContain("fs");
    // What strips types, and the parts of Node that take longest.
    const costly = ["internal/deps/amaro/dist/index", "crypto", "tls", "http", "dns", "https"];
    expect(loaded.filter((name) => costly.includes(name))).toEqual([]);
  });
});

describe("the standard output of `run` is that of a C program", () => {
  test.each([
    ["print", "while true do print('line') end"],
    ["io.write", "while true do io.write('line\\n') end"],
  ])("a reader that goes away ends the program without a word: %s", async (_, script) => {
    const child = startMoonpost(["run", "--lua", "5.1", "-e", script], process.cwd());
    const words = text(child.stderr);
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "exit");
    expect(await words).toBe("");
    expect(code).toBe(141);
  });

  test.skipIf(!existsSync("/dev/full"))("print does not look whether what it wrote was taken, io.write does", async () => {
    const script = "print('x') io.stdout:setvbuf('no') io.stderr:write(tostring(select(2, io.write('x'))))";
    const shell = `exec "$0" bin/moonpost.js run --lua 5.1 -e "${script}" > /dev/full`;
    const child = spawn("/bin/sh", ["-c", shell, process.execPath], { stdio: ["ignore", "ignore", "pipe"] });
    const words = text(child.stderr);
    const [code] = await once(child, "exit");
    expect(await words).toBe("No space left on device");
    expect(code).toBe(0);
  });
});
