/** Files of `moonpost run` keep back what is written. Governing text: Lua 5.1 manual §5.7. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { hostFiles } from "../../../server/host/files.ts";
import { LentFiles } from "../../../server/host/lent-files.ts";
import { hostMemory } from "../../../server/host/memory.ts";
import { temporaryFolder } from "../../temporary-folder.ts";

type Step = readonly ["write", string] | readonly ["buffer", "no" | "full" | "line"] | readonly ["flush" | "rewind" | "close"];

describe("what is written comes into the file", () => {
  test.each<readonly [string, readonly Step[], string]>([
    ["not before the file is flushed", [["write", "a"]], ""],
    ["when it is flushed", [["write", "a"], ["flush"]], "a"],
    ["when its place is sought", [["write", "a"], ["rewind"]], "a"],
    ["when it is closed", [["write", "a"], ["close"]], "a"],
    [
      "when the buffer is full",
      [
        ["buffer", "full"],
        ["write", "a".repeat(4095)],
        ["write", "bc"],
      ],
      `${"a".repeat(4095)}b`,
    ],
    [
      "at once without a buffer",
      [
        ["buffer", "no"],
        ["write", "a"],
      ],
      "a",
    ],
    [
      "when the buffer is taken away",
      [
        ["write", "a"],
        ["buffer", "no"],
      ],
      "a",
    ],
    [
      "line by line",
      [
        ["buffer", "line"],
        ["write", "a"],
        ["write", "b\nc"],
      ],
      "ab\n",
    ],
  ])("%s", (_, steps, expected) => {
    const folder = temporaryFolder();
    const path = join(folder, "f");
    const file = hostFiles({ folder: undefined, writeDenied: undefined, buffered: true }).open(path, "w");
    for (const step of steps) {
      if (step[0] === "write") file.write(step[1]);
      else if (step[0] === "buffer") file.buffer(step[1]);
      else if (step[0] === "rewind") file.seek("set", 0);
      else file[step[0]]();
    }
    expect(readFileSync(path, "latin1")).toBe(expected);
  });

  test("at the end of the process, if the script forgot to close it", () => {
    const folder = temporaryFolder();
    const path = join(folder, "f");
    const lent = new LentFiles();
    const files = hostFiles({ folder: undefined, writeDenied: undefined, buffered: true, lent });
    files.open(path, "w").write("kept back");
    lent.flush();
    expect(readFileSync(path, "latin1")).toBe("kept back");
  });

  test("when the collector finds that nobody has the file any more", () => {
    const folder = temporaryFolder();
    const path = join(folder, "f");
    const lent = new LentFiles();
    const files = hostFiles({ folder: undefined, writeDenied: undefined, buffered: true, lent });
    const forget = (): void => files.open(path, "w").write("forgotten");
    forget();
    hostMemory().collect();
    lent.closeAbandoned();
    expect(readFileSync(path, "latin1")).toBe("forgotten");
  });

  test("at once in a server, whatever the script asked for", () => {
    const folder = temporaryFolder();
    const file = hostFiles({ folder, writeDenied: undefined }).open("f", "w");
    file.buffer("full");
    file.write("a");
    expect(readFileSync(join(folder, "f"), "latin1")).toBe("a");
  });
});
