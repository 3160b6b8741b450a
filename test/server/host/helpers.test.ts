/** The helpers of `VPOP3` and `os` over real programs, messages and stores. Governing text: VPOP3.md §6. */
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CurrentMessage, HostSettings, HostUsers } from "../../../runtime/host.ts";
import { sleep } from "../../../server/host/create-host.ts";
import { temporaryFolder } from "../../temporary-folder.ts";
import { runWithHost } from "./run-with-host.ts";

const NOWHERE = { folder: "/nowhere" };

describe("settings and users", () => {
  const values = new Map([["Greeting", "hello"]]);
  const settings: HostSettings = {
    get: (name) => values.get(name),
    // One that waits: a directory in another process.
    set: async (name, value) => values.has(name) && values.set(name, value) !== undefined,
  };
  const users: HostUsers = {
    list: () => ["anna", "bob"],
    getSetting: async (user, name) => (user === "anna" && name === "Forward" ? "x@example.org" : undefined),
    setSetting: (user) => user === "anna",
    expandAddress: (address, index) => [
      { name: `${address} ${index}`, list: true, deferredExpansion: true, remote: false, forwarded: false },
      { name: "anna", list: false, deferredExpansion: false, remote: false, forwarded: true },
    ],
  };

  test.each([
    ['print(VPOP3.GetSetting("Greeting")) print(VPOP3.GetSetting("None"))', "true\thello\nfalse\tnil\n"],
    [
      'print(VPOP3.SetSetting("Greeting", 5), VPOP3.GetSetting("Greeting")) print(VPOP3.SetSetting("None", "x"))',
      "true\ttrue\t5\nfalse\n",
    ],
    ["print(table.concat(VPOP3.GetUserList(), ','))", "anna,bob\n"],
    ['print(VPOP3.GetUserSetting("anna", "Forward"), VPOP3.GetUserSetting("bob", "Forward"))', "x@example.org\tnil\n"],
    ['print(VPOP3.SetUserSetting("anna", "A", "b"), VPOP3.SetUserSetting("bob", "A", "b"))', "true\tfalse\n"],
    [
      'for _, e in ipairs(VPOP3.ExpandAddress("all@x", -1)) do print(e.Name, e.List, e.DeferredExpansion, e.Remote, e.Forwarded) end',
      "all@x -1\ttrue\ttrue\tfalse\tfalse\nanna\tfalse\tnil\tfalse\ttrue\n",
    ],
    ["print(pcall(VPOP3.GetSetting))", "false\tbad argument #1 to 'VPOP3.GetSetting' (string expected, got no value)\n"],
  ])("%s", async (source, expected) => {
    expect(await runWithHost(source, { ...NOWHERE, settings, users })).toBe(expected);
  });

  test("read only: writing is an error that names the setting", async () => {
    const source = 'print(VPOP3.GetSetting("None")) VPOP3.SetSetting("a", "b")';
    expect(await runWithHost(source, { ...NOWHERE, settings, allow: { settings: "read" } })).toBe(
      `false\tnil\ncase:1: 'VPOP3.SetSetting' is not allowed here; it takes the setting "scripts.allow.settings": "write"`,
    );
  });
});

/** A message of two parts, with an attachment that must be waited for. */
function message(): CurrentMessage {
  const text = "Subject: x\r\nA: b\r\n\r\nline one\r\nline two\nno end";
  return {
    sizeBytes: text.length,
    read: (start, end) => text.slice(start, end),
    part: (path) => (path === "1" ? { start: 0, body: 20, end: text.length } : undefined),
    attachment: async (number) => (number === 1 ? "\x00\xff!" : undefined),
    position: 0,
  };
}

describe("the message", () => {
  test("is read line by line; a blank line is the empty string; the end gives 0", async () => {
    const source = `
      local n, line repeat n, line = VPOP3.GetMessageLine(1) print(n, line) until line == ""
      print(VPOP3.GetMessageLines(2)) print(VPOP3.GetMessageLine(5)) print(VPOP3.GetMessageLine(1))
      VPOP3.MessageReset() print(VPOP3.GetMessageLine(1)) VPOP3.MessageSeek(25) print(VPOP3.GetMessageLine(1)) VPOP3.MessageSeek(1e9) print(VPOP3.GetMessageLine(1))`;
    expect(await runWithHost(source, { ...NOWHERE, message: message() })).toBe(
      "1\tSubject: x\n1\tA: b\n1\t\n2\tline one\r\nline two\n1\tno end\n0\t\n1\tSubject: x\n1\tone\n0\t\n",
    );
  });

  test("gives its parts, their headers and bodies", async () => {
    const source = `print(#VPOP3.GetMessagePart("1"), VPOP3.GetMessagePartHeader("1"):sub(1, 10), VPOP3.GetMessagePartBody("1"):sub(1, 8), VPOP3.GetMessagePart("9"))`;
    expect(await runWithHost(source, { ...NOWHERE, message: message() })).toBe("45\tSubject: x\tline one\tnil\n");
  });

  test("has its attachments saved", async () => {
    const folder = temporaryFolder();
    const source =
      'print(VPOP3.SaveAttachment(1, "c:\\\\out.bin"), VPOP3.SaveAttachment(2, "x"), VPOP3.SaveAttachment(1, "out.bin/below/a/file"))';
    expect(await runWithHost(source, { folder, message: message() })).toBe("true\tfalse\tfalse\n");
    expect(readFileSync(join(folder, "out.bin"), "latin1")).toBe("\x00\xff!");
  });

  test("cannot be read outside ProcessMessage", async () => {
    expect(await runWithHost("VPOP3.MessageReset()", NOWHERE)).toBe(
      "case:1: 'VPOP3.MessageReset' works only inside ProcessMessage",
    );
  });
});

describe("timedexecute", () => {
  async function execute(script: string, timeMs: number): Promise<string> {
    const folder = temporaryFolder();
    const program = join(folder, "program");
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
    const source = `print(os.timedexecute('"${program}" 3 "a b"', ${timeMs}))`;
    return await runWithHost(source, { folder, allow: { programs: [program] } });
  }

  test("gives the exit code, with the arguments as they were quoted", async () => {
    expect(await execute('[ "$2" = "a b" ] && exit $1', 5000)).toBe("3\t0\n");
  });

  test("ends the program, and what it started, when its time is over", async () => {
    const before = Date.now();
    expect(await execute("sleep 30 & sleep 30", 100)).toBe("-1\t0\n");
    expect(Date.now() - before).toBeLessThan(5000);
  });

  test("tells the system's error where the program cannot be started", async () => {
    const source = 'print(os.timedexecute("/no/such/program", 100))';
    expect(await runWithHost(source, { ...NOWHERE, allow: { programs: ["/no/such/program"] } })).toBe("-1\t2\n");
  });

  test("starts nothing that is not listed", async () => {
    const refusal = await runWithHost('os.timedexecute("/bin/sh -c true", 100)', {
      ...NOWHERE,
      allow: { programs: ["/bin/true"] },
    });
    expect(refusal).toContain("'os.timedexecute of /bin/sh' is not allowed here");
  });
});

test("os.getenv sees the listed variables only", async () => {
  const source = 'print(os.getenv("PATH") ~= nil, os.getenv("HOME"), pcall(os.getenv))';
  expect(await runWithHost(source, { ...NOWHERE, allow: { environment: ["PATH"] } })).toBe(
    "true\tnil\tfalse\tbad argument #1 to 'os.getenv' (string expected, got no value)\n",
  );
});

test.each([0, -1, Number.NaN])("sleep(%s) gives way to others", async (ms) => {
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await sleep(ms);
  expect(turned).toBe(true);
});

test("sleep waits inside coroutines, pcall, iterators and order functions", async () => {
  const source = `
    print(coroutine.wrap(function() os.sleep(1) return "woke" end)()) print(pcall(function() os.sleep(1) error("after", 0) end))
    local t = {3, 1, 2} table.sort(t, function(a, b) os.sleep(0) return a < b end) print(table.concat(t, " "))
    table.foreach({"v"}, function(k, v) os.sleep(0) print(k, v) end)
    for v in function(_, i) os.sleep(0) if not i then return 1 end end do print(v) end
    print(load(function() os.sleep(0) end) ~= nil)`;
  expect(await runWithHost(source, NOWHERE)).toBe("woke\nfalse\tafter\n1 2 3\n1\tv\n1\ntrue\n");
});

test("hashes give tables of bytes, hexadecimal text both ways", async () => {
  const source = `
    print(VPOP3.HexString(VPOP3.HMAC("SHA1", "what do ya want for nothing?", "Jefe")))
    print(VPOP3.HexString(VPOP3.HMAC("sha256", "what do ya want for nothing?", "Jefe")))
    print(#VPOP3.HMAC("MD5", "a", "b"), VPOP3.HexString("\\0\\255a"), VPOP3.HexString(1), VPOP3.HexString({300}))
    print(table.concat(VPOP3.UnHexString("00fFzz41"), " "), VPOP3.UnHexString("abc"), VPOP3.UnHexString({}))`;
  // RFC 2202 §3 and RFC 4231 §4.3.
  expect(await runWithHost(source, NOWHERE)).toBe(
    "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79\n5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843\n0\t00ff61\tnil\tnil\n0 255 0 65\tnil\tnil\n",
  );
});
