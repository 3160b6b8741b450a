import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { verifyPassword } from "../../../server/directory/password.ts";

const PROGRAM = fileURLToPath(new URL("../../../bin/moonpost.js", import.meta.url));

it.each([{ options: [] }, { options: ["--cram-md5"] }])(
  "moonpost password $options prints a line that lets the user in",
  async ({ options }) => {
    const line = execFileSync(process.execPath, [PROGRAM, "password", ...options], {
      input: "gr\u00f6\u00dfe 1\n",
      encoding: "utf8",
    });
    expect(line.endsWith("\n")).toBe(true);
    expect(await verifyPassword("gr\u00f6\u00dfe 1", line.trim())).toBe(true);
    expect(line.includes(":cram-md5:")).toBe(options.length > 0);
  },
);
