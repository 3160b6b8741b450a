import { execFileSync } from "node:child_process";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readPassword } from "../../../server/cli/password-command.ts";
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

/** What is made of lines that are typed at a terminal, and what the terminal shows. */
async function typed(text: string): Promise<readonly [password: string, shown: string]> {
  const prompts = new PassThrough();
  const terminal = Object.assign(new PassThrough(), { isTTY: true });
  terminal.end(text);
  const password = await readPassword(terminal, prompts);
  return [password, String(prompts.read())];
}

it("is asked for twice on a terminal, and not shown", async () => {
  expect(await typed("secret\nsecret\n")).toEqual(["secret", "Password: \nOnce more: \n"]);
});

it.each([
  ["secret\nsecre\n", "password: expected the same password twice, found two"],
  ["secret\n", "password: expected the same password twice, found two"],
  ["\n", "password: expected a password on the standard input, found an empty line"],
  ["", "password: expected a password on the standard input, found an empty line"],
])("typing %j there is refused", async (text, problem) => {
  await expect(typed(text)).rejects.toThrow(problem);
});
