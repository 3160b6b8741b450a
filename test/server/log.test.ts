import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { openLog } from "../../server/log.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const folder = temporaryFolder();

function open(format: "text" | "json") {
  const console = new PassThrough();
  const logging = {
    level: "info",
    format,
    file: "",
    luaOutput: join(folder, "out", "LUA.OUT"),
    luaErrors: join(folder, "LUAERRORS.LOG"),
  } as const;
  // A stream that is no terminal: only `write` is used then.
  const log = openLog(logging, console as unknown as NodeJS.WriteStream);
  return { ...log, lines: () => String(console.read() ?? "") };
}

test("a person reads time, level, room, message and fields in one line", () => {
  const { log, lines } = open("text");
  log.child({ room: "smtp" }).info({ session: "s1", reason: "no thanks" }, "message refused");
  expect(lines()).toMatch(/^\d\d:\d\d:\d\d info {2}smtp {5}message refused session=s1 reason="no thanks"\n$/);
});

test("what a client says steers no terminal", () => {
  const { log, lines } = open("text");
  log.info({ room: "smtp", line: "\x1b[31mFOO", from: "a\x9b31m@example.org" }, "refused\x07");
  expect(lines()).toMatch(/ refused\? line=\?\[31mFOO from=a\?31m@example\.org\n$/);
});

test("an error's stack follows its line", () => {
  const { log, lines } = open("text");
  log.error({ error: new Error("broken") }, "our own bug");
  expect(lines()).toMatch(/our own bug\n {9}Error: broken\n {13}at /);
});

test.each(["text", "json"] as const)("passwords do not reach the log (%s)", (format) => {
  const { log, lines } = open(format);
  log.info({ password: "hunter2", relay: { password: "hunter2", credentials: { pass: "hunter2" } } }, "login");
  const text = lines();
  expect(text).toContain("(secret)");
  expect(text).not.toContain("hunter2");
});

test("LUA.OUT gets the bytes of Lua strings, not their UTF-8 form", async () => {
  const { luaOutput, flush } = open("json");
  luaOutput.append("caf\xe9");
  luaOutput.append("\x00\xff");
  flush();
  expect(await readFile(join(folder, "out", "LUA.OUT"))).toEqual(Buffer.from("caf\xe9\n\x00\xff\n", "latin1"));
});

test("after the log files were renamed, reopening starts new ones", async () => {
  const { luaErrors, reopen, flush } = open("json");
  luaErrors.append("first");
  flush();
  const { rename } = await import("node:fs/promises");
  await rename(join(folder, "LUAERRORS.LOG"), join(folder, "old"));
  reopen();
  luaErrors.append("second");
  flush();
  expect(await readFile(join(folder, "old"), "latin1")).toBe("first\n");
  expect(await readFile(join(folder, "LUAERRORS.LOG"), "latin1")).toBe("second\n");
});
