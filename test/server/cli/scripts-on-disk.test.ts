/** compile, check, inspect and run as a person uses them. */
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { runMoonpost } from "./run-moonpost.ts";

let folder: string;
const moonpost = (...args: string[]) => runMoonpost(args, folder);

beforeAll(async () => {
  folder = temporaryFolder();
  for (const name of ["good", "bad", "empty"]) await mkdir(join(folder, name));
  const write = (name: string, text: string) => writeFile(join(folder, name), text, "latin1");
  await write("good/smtpsvr.lua", 'function Start()\n\treturn "220 hello" -- caf\xe9\nend\n');
  await write("bad/smtpsvr.lua", "function Start()\n  if x = 1 then end\nend\n");
  await write("bad/relayout.lua", "function CheckFile(f, a) return a end\n");
  await write("hello.lua", 'print("hello", ...)\nprint(arg[0], arg[1], #arg)\n');
  await write("arguments.lua", "print(...)\n");
  await write("slips.lua", "local n = 1\nif 0 then return end\n");
  await write("fails.lua", "local function inner(t)\n  return t.x.y\nend\n\nprint('before')\ninner({})\n");
  await write("waits.lua", 'os.sleep(20)\nprint("after")\n');
  await write("deep.lua", "local function f(n) if n == 0 then return 0 end return 1 + f(n - 1) end\nprint(f(150000))\n");
  await write("endless.lua", "local function f() return 1 + f() end\nprint(pcall(f))\n");
});

test("a script that VPOP3 would not find is checked as what it is named, and every command says that it is never called", async () => {
  await mkdir(join(folder, "nested/inner"), { recursive: true });
  await writeFile(join(folder, "nested/smtpsvr.lua"), 'function Start()\n  return "220 hello"\nend\n');
  await writeFile(join(folder, "nested/inner/relayout.lua"), "local kept\nfunction Other() return kept end\n");
  const finding =
    /inner\/relayout\.lua:1:1: warning: VPOP3 calls relayout\.lua in the scripts folder only.* \[misplaced-script\]/;
  const checked = await moonpost("check", "nested");
  expect(checked).toMatchObject({ code: 0, stdout: expect.stringMatching(finding) });
  expect(checked.stdout.match(/\[[a-z-]+\]/g)).toEqual(["[misplaced-script]"]);
  const compiled = await moonpost("compile", "nested", "--out", "nested-out");
  expect(compiled.code).toBe(0);
  expect(compiled.stdout + compiled.stderr).toMatch(finding);
  expect((await moonpost("check", "nested/inner")).stdout).not.toContain("misplaced-script");
});

test.each(["--inspect=127.0.0.1:0", "--lua 5.1 --inspect=127.0.0.1:0"])("run %s says how a debugger comes", async (options) => {
  const { code, stderr } = await moonpost("run", ...options.split(" "), "hello.lua");
  expect(code).toBe(0);
  expect(stderr).toMatch(/^moonpost: run listens for a debugger: open chrome:\/\/inspect in Chrome, or attach VS Code/);
});

test("options for a debugger behind the file of run are the script's", async () => {
  const { stdout } = await moonpost("run", "--lua", "5.1", "arguments.lua", "--inspect-brk", "--stop-at-start");
  expect(stdout).toBe("--inspect-brk\t--stop-at-start\n");
});

describe("--severity", () => {
  test("makes a finding an error, or silences it", async () => {
    const set = await moonpost("check", "--severity", "zero-is-true=error", "--severity", "unused-local=off", "slips.lua");
    expect(set.code).toBe(1);
    expect(set.stdout.match(/\[[a-z-]+\]/g)).toEqual(["[zero-is-true]"]);
    expect((await moonpost("check", "slips.lua")).code).toBe(0);
  });

  test.each([
    ["zero=error", /no rule "zero"; known are undefined-global, .*zero-is-true/],
    ["zero-is-true=bad", /expected one of error, warning, info, off after =, found "bad"/],
    ["zero-is-true", /expected one of error, .* found ""/],
  ])("%s is refused", async (text, why) => {
    expect(await moonpost("check", "slips.lua", "--severity", text)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(why),
    });
  });

  test("of the configuration decides whether a script is served", async () => {
    await mkdir(join(folder, "strict"));
    await writeFile(join(folder, "strict", "smtpsvr.lua"), "local n = 1\n");
    const served = async (severities: object) => {
      const config = { services: [{ port: 0 }], scripts: { folder: "strict", severities } };
      await writeFile(join(folder, "severities.json"), JSON.stringify(config));
      return moonpost("serve", "--config", "severities.json");
    };
    expect(await served({ "unused-local": "error" })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/smtpsvr\.lua:1:7: unused local 'n' \[unused-local\]/),
    });
    expect(await served({ unused: "error" })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/scripts\.severities.*unused/),
    });
  });
});

describe("compile", () => {
  test("writes an artefact and says what it found", async () => {
    const { code, stdout, stderr } = await moonpost("compile", "good", "-o", "out");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toMatch(/^smtpsvr\.lua [0-9a-f]{12} Start\nout: version [0-9a-f]{12}, 1 scripts in \d+ ms\n$/);
    const manifest = JSON.parse(await readFile(join(folder, "out", "manifest.json"), "utf8"));
    expect(manifest.scripts[0]).toMatchObject({ name: "smtpsvr.lua", kind: "smtpsvr", hooks: ["Start"] });
  });

  test("makes the same bytes each time, in every process", async () => {
    const files = async (name: string) => {
      await moonpost("compile", "good", "-o", name);
      const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true });
      // V8's code cache is the machine's and the folder's.
      const names = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".js.cache"));
      return Promise.all(names.map(async (entry) => [entry.name, await readFile(join(entry.parentPath, entry.name), "latin1")]));
    };
    expect((await files("again")).sort()).toEqual((await files("once-more")).sort());
  });

  test("with an error writes nothing and shows the place", async () => {
    const { code, stdout, stderr } = await moonpost("compile", "bad", "-o", "nothing");
    expect(code).toBe(1);
    expect(stdout).toMatch(/smtpsvr\.lua:2:8: error: 'then' expected near '='/);
    expect(stderr).toBe("moonpost: nothing was written; nothing is as it was\n");
    expect(await readdir(folder)).not.toContain("nothing");
  });

  test("does not write into the scripts folder", async () => {
    expect(await moonpost("compile", "good", "-o", "good/out")).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/must not lie in the scripts folder/),
    });
  });
});

describe("check", () => {
  test("says that there are no problems", async () => {
    expect(await moonpost("check", "good")).toEqual({ code: 0, stdout: "1 script: no problems\n", stderr: "" });
  });
  test("shows errors with a code frame and ends with exit code 1", async () => {
    const { code, stdout } = await moonpost("check", "bad");
    expect(code).toBe(1);
    expect(stdout).toMatch(/> 2 \| {3}if x = 1 then end\n +\| +\^/);
    expect(stdout).toMatch(/2 scripts: 1 error/);
  });
  test("knows a script by its name, wherever it lies: the contract's rules apply to a single file too", async () => {
    await mkdir(join(folder, "near"));
    await writeFile(join(folder, "near", "SMTPSVR.LUA"), "function DoRcptTo(data, recipient) return data, recipient end\n");
    const whole = (await moonpost("check", "near")).stdout;
    expect(whole).toMatch(/^near\/SMTPSVR\.LUA:1:\d+: warning: .*DoRcptTo/m);
    expect((await moonpost("check", "near/SMTPSVR.LUA")).stdout).toBe(whole);
  });
  test("speaks JSON and SARIF", async () => {
    const found = JSON.parse((await moonpost("check", "bad", "--format", "json")).stdout);
    expect(found).toContainEqual(expect.objectContaining({ file: "bad/smtpsvr.lua", line: 2, severity: "error" }));
    expect(JSON.parse((await moonpost("check", "bad", "--format", "sarif")).stdout)).toMatchObject({ version: "2.1.0" });
  });
  test.each([
    ["empty", /empty: there are no \.lua files in this folder/],
    ["nowhere", /can't read nowhere: there is no such file or folder/],
  ])("%s is no folder of scripts", async (path, message) => {
    expect(await moonpost("check", path)).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });
});

describe("inspect", () => {
  test("shows each Lua line once, with its number, beside TypeScript, within the width", async () => {
    const { code, stdout } = await moonpost("inspect", "good/smtpsvr.lua", "--width", "100");
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines.filter((line) => /^1 function Start\(\) +│ +function Start\(/.test(line))).toHaveLength(1);
    expect(lines.filter((line) => /^2 +return "220 hello" -- .* │ +return "220 hello";/.test(line))).toHaveLength(1);
    expect(stdout).not.toContain("\x1b");
  });
  test("--ts prints the bare module", async () => {
    const { stdout } = await moonpost("inspect", "--ts", "good/smtpsvr.lua");
    expect(stdout).toMatch(/^import \{.*\} from "moonpost\/runtime";$/m);
    expect(stdout).toMatch(/^export default function chunk\(/m);
  });
  test("of a script with an error shows the error", async () => {
    expect(await moonpost("inspect", "bad/smtpsvr.lua")).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/'then' expected near '='/),
    });
  });
});

describe("run", () => {
  test("prints to stdout and hands over the arguments", async () => {
    expect(await moonpost("run", "hello.lua", "a", "--b")).toEqual({
      code: 0,
      stdout: "hello\ta\t--b\nhello.lua\ta\t2\n",
      stderr: "",
    });
  });
  test("ends a failing script with Lua's message and traceback", async () => {
    const { code, stdout, stderr } = await moonpost("run", "fails.lua");
    expect(code).toBe(1);
    expect(stdout).toBe("before\n");
    expect(stderr).toMatch(
      /^moonpost: fails\.lua:2: attempt to index field 'x' \(a nil value\)\nstack traceback:\n\tfails\.lua:2: in .*\n(\t.*\n)*\tfails\.lua:6: in main chunk\n/,
    );
  });
  test("says what luac says of a syntax error", async () => {
    expect(await moonpost("run", "bad/smtpsvr.lua")).toEqual({
      code: 1,
      stdout: "",
      stderr: "moonpost: bad/smtpsvr.lua:2: 'then' expected near '='\n",
    });
  });
  test("waits without an end of its own", async () => {
    expect(await moonpost("run", "waits.lua")).toEqual({ code: 0, stdout: "after\n", stderr: "" });
  });
  test("has a stack for deep recursion, and an endless one is an error of Lua", async () => {
    expect(await moonpost("run", "deep.lua")).toEqual({ code: 0, stdout: "150000\n", stderr: "" });
    expect((await moonpost("run", "endless.lua")).stdout).toMatch(/^false\tendless\.lua:1: stack overflow/);
  });
});
