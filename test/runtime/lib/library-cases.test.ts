/**
 * The libraries against real Lua. A case is a file in `cases/` that prints; its first line names the versions that must print the same, and end with the
 * same error. Each case runs here twice: as it is, and with every call suspended once.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type RealVersion, runReal } from "../../lua/oracle.ts";
import { runLua } from "../run-lua.ts";

const FOLDER = new URL("cases/", import.meta.url);

function isVersion(text: string): text is RealVersion {
  return text === "5.0" || text === "5.1" || text === "5.2";
}

/**
 * Without what no two runs share: the addresses of objects, and the path by which 5.2 finds a library function, which depends on the order of
 * a hash (`_G.select` or `select`).
 */
function comparable(text: string): string {
  return text
    .replaceAll("'_G.", "'")
    .replace(/\b(table|function|thread|userdata|file)(:| \() ?(?:0x)?[0-9A-Fa-f]+/g, "$1$2 ADDRESS");
}

const CASES = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".lua"))
  .flatMap((name) => {
    const source = readFileSync(new URL(name, FOLDER), "latin1");
    const versions = (/^--([ 0-9.]+)\n/.exec(source)?.[1] ?? "").split(" ").filter(isVersion);
    return versions.map((version) => ({ name, version, source }));
  });

describe("the libraries do what the real ones do", () => {
  test.each(CASES)("$name in Lua $version", async ({ version, source }) => {
    const { stdout, error = "" } = runReal(version, source);
    const expected = comparable(stdout + error);
    const run = await runLua(source, { dialect: version });
    expect(comparable(run.text)).toBe(expected);
  });

  test.each(CASES)("$name in Lua $version, with every call suspended", async ({ version, source }) => {
    const { stdout, error = "" } = runReal(version, source);
    const run = await runLua(source, { dialect: version, everyCallSuspends: true });
    expect(comparable(run.text)).toBe(comparable(stdout + error));
  });
});
