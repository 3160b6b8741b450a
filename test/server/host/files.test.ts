/** Files of scripts: `io`, `os.remove` and their like on real files. Governing text: VPOP3.md §1.2, §6.3, §8.1. */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../temporary-folder.ts";
import { runWithHost } from "./run-with-host.ts";

async function run(source: string, files: Readonly<Record<string, string>> = {}): Promise<string> {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text, "latin1");
  return await runWithHost(source, { folder });
}

describe("reading", () => {
  const TEXT = "first\nsecond line\n12 0x1F -7.5e1 x\n\nlast";

  test.each([
    [
      "lines, without their ends",
      'for l in io.lines("f") do print("[" .. l .. "]") end',
      "[first]\n[second line]\n[12 0x1F -7.5e1 x]\n[]\n[last]\n",
    ],
    ["a line with its end", 'print(io.open("f"):read("*L"))', "first\n\n"],
    [
      "a number whose exponent has no digits, and what follows it",
      'local f = io.open("f", "w") f:write("1e 0x1E .e5") f:close() f = io.open("f") print(f:read("*n", "*n", "*n")) print(f:read("*a"))',
      "1\t30\tnil\ne5\n",
    ],
    [
      "nothing at the end of lines, not even nil",
      'local next = io.open("f"):lines() repeat until next() == nil print(select("#", next()))',
      "0\n",
    ],
    [
      "numbers, up to what is none",
      'local f = io.open("f") f:read("*l", "*l") print(f:read("*n", "*n", "*n", "*n")) print(f:read("*l"))',
      "12\t31\t-75\tnil\nx\n",
    ],
    ["bytes", 'local f = io.open("f") print(f:read(3), f:read(0), f:read(3))', "fir\t\tst\n\n"],
    [
      "all, and nothing at the end",
      'local f = io.open("f") print(#f:read("*a"), f:read("*a"), f:read("*l"), f:read(1), f:read(0))',
      "40\t\tnil\tnil\tnil\n",
    ],
    [
      "a place that was sought",
      'local f = io.open("f") print(f:seek("end"), f:seek("set", 6), f:read("*l"), f:seek())',
      "40\t6\tsecond line\t18\n",
    ],
    [
      "several formats a step",
      'for a, b in io.open("f"):lines(1, "*l") do print(a, b) end',
      "f\tirst\ns\tecond line\n1\t2 0x1F -7.5e1 x\n\n\tlast\n",
    ],
    [
      "the default file",
      'io.input("f") print(io.read()) print(io.read("*n")) io.close(io.input()) print(pcall(io.read))',
      "first\nnil\nfalse\tstandard input file is closed\n",
    ],
  ])("gives %s", async (_, source, expected) => {
    expect(await run(source, { f: TEXT })).toBe(expected);
  });

  test("takes the byte after the beginning of a word that is no number", async () => {
    const source = 'local f = io.open("f") print(f:read("*n"), f:read("*a")) f = io.open("g") print(f:read("*n"), f:read("*a"))';
    expect(await run(source, { f: "ine1", g: "info" })).toBe("nil\t1\ninf\to\n");
  });

  test.each([
    ["5.1", "onetwo\nnil\n"],
    ["5.2", "onetwo\nnil\n"],
    ["vpop3", "one\0lost\ntwo\n"],
  ] as const)("ends a line's text at a zero byte where real Lua does: %s", async (dialect, expected) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "f"), "one\0lost\ntwo\n", "latin1");
    const source = 'local f = io.open("f") for i = 1, 2 do print(f:read("*l")) end';
    expect(await runWithHost(source, { folder, dialect })).toBe(expected);
  });

  test("gives bytes as they are", async () => {
    expect(await run('local s = io.open("f", "rb"):read("*a") print(#s, s:byte(1, -1))', { f: "\0\xff\r\n" })).toBe(
      "4\t0\t255\t13\t10\n",
    );
  });

  test("of a missing file gives nil, the system's words and its number", async () => {
    expect(await run('print(io.open("absent")) print(pcall(io.lines, "absent"))')).toBe(
      "nil\tabsent: No such file or directory\t2\nfalse\tcannot open file 'absent' (No such file or directory)\n",
    );
  });
});

test("5.0 words what fails in its own way, and tells a failure to read from the end in none", async () => {
  const folder = temporaryFolder();
  const source = `print(pcall(io.input, "absent")) print(pcall(io.lines, "absent")) local f = io.open("f", "w")
io.output(f) io.close() print(pcall(io.write, "x")) f = io.open("f", "a") print(f.read(f)) print(pcall(f.seek, f, "no"))`;
  expect(await runWithHost(source, { folder, dialect: "5.0" })).toBe(
    [
      "false\tbad argument #1 to `?' (absent: No such file or directory)",
      "false\tbad argument #1 to `?' (No such file or directory)",
      "false\tattempt to use a closed file",
      "nil",
      "false\tbad argument #2 to `?' (invalid mode)",
      "",
    ].join("\n"),
  );
});

test("of two wrong arguments of a file's method the option is told first; 5.1's close without a file finds nil", async () => {
  const folder = temporaryFolder();
  const source = `local f = io.open("f", "w") print(pcall(f.seek, f, "bogus", {})) print(pcall(f.setvbuf, f, "bogus", {}))
print(pcall(function() f:seek("cur", {}) end)) print(pcall(function() f.close() end))`;
  expect(await runWithHost(source, { folder, dialect: "5.1" })).toBe(
    [
      "false\tbad argument #2 to '?' (invalid option 'bogus')",
      "false\tbad argument #2 to '?' (invalid option 'bogus')",
      "false\tcase:2: bad argument #2 to 'seek' (number expected, got table)",
      "false\tcase:2: bad argument #1 to 'close' (FILE* expected, got nil)",
      "",
    ].join("\n"),
  );
});

describe("writing", () => {
  test("is on the disk at once, without close", async () => {
    const folder = temporaryFolder();
    await runWithHost('io.open("out.txt", "w"):write("a", 1.5, "\\200")', { folder });
    expect(readFileSync(join(folder, "out.txt"), "latin1")).toBe("a1.5\xc8");
  });

  test("makes the folders of the Windows machine that the script comes from, inside the scripts' folder", async () => {
    const folder = temporaryFolder();
    await runWithHost('io.open("c:\\\\vpop3\\\\logs\\\\smtp.txt", "a"):write("x")', { folder });
    expect(readFileSync(join(folder, "vpop3/logs/smtp.txt"), "latin1")).toBe("x");
  });

  test("appends, updates in place, and mixes with reading", async () => {
    const source = `
      local f = io.open("f", "a") f:write("+") f:close()
      f = io.open("f", "r+") print(f:read(2)) f:seek("cur", 0) f:write("XY") print(f:read(1)) f:close()
      f = io.open("f") print(f:read("*a")) print(io.type(f), tostring(f):sub(1, 6)) f:close() print(io.type(f), tostring(f))
      print(pcall(f.read, f)) f = io.tmpfile() f:write("t") f:seek("set") print(f:read("*a"))`;
    expect(await run(source, { f: "abcdef" })).toBe(
      "ab\ne\nabXYef+\nfile\tfile (\nclosed file\tfile (closed)\nfalse\tattempt to use a closed file\nt\n",
    );
  });

  test("renames and removes", async () => {
    expect(
      await run('print(os.rename("f", "g"), os.rename("f", "h")) print(os.remove("g")) print(os.remove("g"))', { f: "x" }),
    ).toBe("true\tnil\tf: No such file or directory\t2\ntrue\nnil\tg: No such file or directory\t2\n");
  });
});

test.each(["5.1", "5.2"] as const)(
  "a failure is told when all formats and values have been looked at, in %s",
  async (dialect) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "f"), "12 x");
    const source = `local f = io.open("g", "w") print(f:read("*a")) print(f:read("*n")) print(f:read("*n", "*a")) print(f:read("*l", "*bad"))
print(pcall(function() return f:read("*a", "*bad") end)) f:close()
f = io.open("f") print(f:write("a")) print(pcall(function() return f:write("a", {}) end)) print(f:read("*a"))`;
    const bad = "nil\tBad file descriptor\t9\n";
    expect(await runWithHost(source, { folder, dialect })).toBe(
      `${bad}nil\n` +
        `nil\n${bad}false\tcase:2: bad argument #2 to 'read' (invalid format)\n` +
        `${bad}false\tcase:3: bad argument #2 to 'write' (string expected, got table)\n12 x\n`,
    );
  },
);

test.each([
  ["5.1", "false\tBad file descriptor\nc\ntrue\t\n"],
  ["5.2", "true\ta\nb\ntrue\tc\n"],
] as const)("in %s lines look for failures from before the read, or not", async (dialect, expected) => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "f"), dialect === "5.1" ? "a\nc\n\n" : "a\nb\nc\n");
  const source = `local f = io.open("f") f:write("x") local line = f:lines() print(pcall(line)) print(f:read()) print(pcall(line))`;
  expect(await runWithHost(source, { folder, dialect })).toBe(expected);
});

test("a file that is only appended to stands at its end from the beginning", async () => {
  const source = 'for _, mode in ipairs{"a", "a+", "r+"} do local f = io.open("f", mode) print(f:seek()) f:close() end';
  expect(await run(source, { f: "12345" })).toBe("5\n0\n0\n");
});

test("an x among the first seven letters of a mode refuses to open a file that is there", async () => {
  const source =
    'for _, mode in ipairs{"wx", "a+x", "wbbbbbx", "r+x", "wbbbbbbx"} do print(mode, (select(2, io.open("f", mode)))) end io.open("g", "ax"):close()';
  const refused = "f: File exists";
  expect(await run(source, { f: "" })).toBe(`wx\t${refused}\na+x\t${refused}\nwbbbbbx\t${refused}\nr+x\tnil\nwbbbbbbx\tnil\n`);
});

test("the names of files end at a zero byte", async () => {
  const source =
    'print(io.open("f\\0g"):read(), io.lines("f\\0")(), io.open("x\\0y")) print(os.rename("f\\0x", "g\\0y"), os.remove("g\\0f"))';
  expect(await run(source, { f: "text" })).toBe("text\ttext\tnil\tx: No such file or directory\t2\ntrue\ttrue\n");
});

describe("the folder", () => {
  test.each(["c:\\vpop3\\List.txt", "/vpop3/list.txt", "..\\..\\VPOP3/./list.TXT", "vpop3//list.txt"])(
    "holds %j, whatever the path says",
    async (path) => {
      const folder = temporaryFolder();
      mkdirSync(join(folder, "vpop3"));
      writeFileSync(join(folder, "vpop3", "list.txt"), "here");
      const source = `print(io.open(${JSON.stringify(path)}):read("*a"))`;
      expect(await runWithHost(source, { folder })).toBe("here\n");
    },
  );

  test("is not left by a symbolic link", async () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    writeFileSync(join(outside, "secret"), "secret");
    symlinkSync(outside, join(folder, "link"));
    expect(await runWithHost('print(io.open("link/secret")) print(io.open("link/new", "w"))', { folder })).toBe(
      "nil\tlink/secret: Permission denied\t13\nnil\tlink/new: Permission denied\t13\n",
    );
  });

  test("is listed with sizes, attributes and times", async () => {
    const source = `
      local t = os.getdirectory(".") print(t.f.Size, t.f.Attributes, #t.f.LastWrite, t[".h"].Attributes)
      print(os.getdirectory("absent"))`;
    expect(await run(source, { f: "12345", ".h": "" })).toBe("5\tA\t14\tAH\nnil\tabsent: No such file or directory\t2\n");
  });
});

describe("permission", () => {
  test("none: an error that names the setting", async () => {
    const folder = temporaryFolder();
    expect(await runWithHost('io.open("f")', { folder, allow: { files: "none" } })).toBe(
      `case:1: 'io.open' is not allowed here; it takes the setting "scripts.allow.files": "read" or "write"`,
    );
  });

  test("read: reads, but refuses to write, rename and remove", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "f"), "kept");
    const source = `
      print(io.open("f"):read("*a"))
      for _, f in ipairs{function() io.open("f", "w") end, function() os.remove("f") end, function() os.rename("f", "g") end} do
        print(select(2, pcall(f)):match("it takes .*"))
      end`;
    const refusal = 'it takes the setting "scripts.allow.files": "write"\n';
    expect(await runWithHost(source, { folder, allow: { files: "read" } })).toBe(`kept\n${refusal.repeat(3)}`);
    expect(readFileSync(join(folder, "f"), "utf8")).toBe("kept");
  });
});

test("safety mode disables what reaches outside, until its key is given; open files go on", async () => {
  const source = `
    local f = io.open("f") os.setsafety("key")
    for _, name in ipairs{"open", "lines", "read", "write", "input", "output", "close", "flush"} do assert(not pcall(io[name], "f"), name) end
    for _, name in ipairs{"remove", "rename", "getenv"} do assert(not pcall(os[name], "f", "g"), name) end
    for _, name in ipairs{"GetSetting", "SetSetting"} do assert(not pcall(VPOP3[name], "f", "g"), name) end
    print(pcall(loadlib, "a", "b")) print(pcall(io.open, "f")) print(f:read("*a"), pcall(os.clearsafety, "other"))
    os.clearsafety("key") print(io.open("f"):read("*a"))`;
  expect(await run(source, { f: "text" })).toBe(
    "false\t'loadlib' is disabled in safety mode (os.setsafety)\nfalse\t'io.open' is disabled in safety mode (os.setsafety)\n" +
      "text\tfalse\tthe key is not the one that safety mode was set with\ntext\n",
  );
});

test("what VPOP3 takes away is not there, and no standard file is", async () => {
  expect(await run("print(os.exit, os.execute, os.setlocale, os.popen, io.popen, io.stdin, io.stdout, io.stderr)")).toBe(
    `${"nil\t".repeat(7)}nil\n`,
  );
  expect(await run("io.write('x')")).toBe("case:1: there is no standard output here: choose a file with 'io.output(name)' first");
});

test("scripts are required by name in any case, run once, and found by dofile and loadfile", async () => {
  const folder = temporaryFolder();
  const scripts = {
    "shared.lua": 'count = (count or 0) + 1 return {name = "shared"}',
    "bad.lua": "x = = 1",
    "main.lua": "return 1, 2",
    "lib.sub.lua": "return 'dotted'",
  };
  const source = `
    print(require("Shared").name, require("Shared") == require("Shared"), count, package.loaded.Shared.name)
    print(dofile("MAIN.lua")) print(loadfile("main.lua")()) print(loadfile("absent.lua")) print(require("lib.sub"))
    print(pcall(require, "bad")) print(pcall(require, "absent"))`;
  expect(await runWithHost(source, { folder, scripts })).toBe(
    "shared\ttrue\t1\tshared\n1\t2\n1\t2\nnil\tcannot open absent.lua: No such file or directory\ndotted\n" +
      "false\terror loading module 'bad' from file 'bad.lua':\n\tbad.lua:1: unexpected symbol near '='\n" +
      "false\tmodule 'absent' not found:\n\tno field package.preload['absent']\n\tno file 'absent.lua'\n\tno file 'absent'\n",
  );
});

test.each(["5.1", "5.2"] as const)("a native module is found, but not loaded, in %s", async (dialect) => {
  const folder = temporaryFolder();
  const source = 'package.path, package.cpath = "", "?.so" print(pcall(require, "a.b")) print(pcall(require, "c.d"))';
  const scripts = { "a.so": "", "c/d.so": "" };
  expect(await runWithHost(source, { folder, dialect, scripts })).toBe(
    "false\terror loading module 'a.b' from file 'a.so':\n\tdynamic libraries not enabled; check your Lua installation\n" +
      "false\terror loading module 'c.d' from file 'c/d.so':\n\tdynamic libraries not enabled; check your Lua installation\n",
  );
});

test("an instance may have a hundred files open, so that one cannot take what the server needs for connections", async () => {
  const source = `
    local files, message, number = {}
    repeat local file, m, n = io.open("own" .. #files % 7, "w") files[#files + 1], message, number = file, m, n until not file
    print(#files, message, number, pcall(io.lines, "own1"))
    files[50]:close() print(io.type(io.open("own1")), io.open("own1"))`;
  const refused = "Too many open files";
  expect(await run(source)).toBe(
    `100\town2: ${refused}\t24\tfalse\tcannot open file 'own1' (${refused})\nfile\tnil\town1: ${refused}\t24\n`,
  );
});

test("a path that no system takes is refused at once, and a link to what does not exist is no way out", async () => {
  const folder = temporaryFolder();
  symlinkSync("/tmp/moonpost-no-such-file", join(folder, "nowhere"));
  const began = performance.now();
  const source = `
    for _, path in ipairs{("a/"):rep(100000), ("a/"):rep(2000), ("x/../"):rep(800) .. "f", "nowhere"} do print((select(3, io.open(path)))) end
    print(select(2, io.open("nowhere", "w")))
    print(io.open(("d/"):rep(1000) .. "f", "w") ~= nil, io.open(("D/"):rep(1000) .. "F") ~= nil)`;
  const [tooLong, absent, denied] = [36, 2, 13];
  expect(await runWithHost(source, { folder })).toBe(
    `${[tooLong, absent, absent, denied].join("\n")}\nnowhere: Permission denied\t13\ntrue\ttrue\n`,
  );
  expect(performance.now() - began, "milliseconds").toBeLessThan(5000);
});

test("the folder itself cannot be removed or renamed", async () => {
  const source = `
    for _, path in ipairs{".", "", "/", "a/..", "C:\\\\"} do print(os.remove(path)) end
    print(os.rename(".", "x")) print(os.rename("x", "."))
    print(io.open(os.tmpname()):read("*a"))`;
  const busy = (name: string): string => `nil\t${name}: Device or resource busy\t16\n`;
  expect(await run(source)).toBe(
    `${[".", "", "/", "a/..", "C:\\"].map(busy).join("")}${busy(".")}nil\tx: Device or resource busy\t16\n\n`,
  );
});

test("no name for a temporary file is a Lua error", async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "f"), "");
  expect(await runWithHost("print(pcall(os.tmpname))", { folder: join(folder, "f", "x") })).toBe(
    "false\tunable to generate a unique filename\n",
  );
});
