/** The names of the locale; the yardstick is what lua5.1 and lua5.2 print on Linux. */
import { expect, test } from "vitest";
import type { FakeHost } from "../fake-host.ts";
import { LuaHost, runLua } from "../run-lua.ts";

const MIXED =
  "LC_CTYPE=C.utf8;LC_NUMERIC=C;LC_TIME=C;LC_COLLATE=C;LC_MONETARY=C;LC_MESSAGES=C;LC_PAPER=C;LC_NAME=C;LC_ADDRESS=C;LC_TELEPHONE=C;LC_MEASUREMENT=C;LC_IDENTIFICATION=C";

test.each<[Readonly<Record<string, string>>, string, string]>([
  [{}, `os.setlocale(), os.setlocale("")`, "C C"],
  [{ LANG: "C.UTF-8" }, `os.setlocale(), os.setlocale(""), os.setlocale(nil, "time")`, "C C.UTF-8 C.UTF-8"],
  [{ LANG: "C.UTF-8", LC_ALL: "POSIX" }, `os.setlocale("", "time")`, "C"],
  [
    { LANG: "C.UTF-8", LC_TIME: "xx_YY" },
    `os.setlocale(""), os.setlocale("", "ctype"), os.setlocale("", "time")`,
    "nil C.UTF-8 nil",
  ],
  [{}, `os.setlocale("C.utf8", "ctype"), os.setlocale()`, `C.utf8 ${MIXED}`],
  [{ LC_CTYPE: "C.utf8" }, `os.setlocale("")`, MIXED],
  [{}, `os.setlocale("${MIXED}") == os.setlocale(), os.setlocale(nil, "ctype")`, "true C.utf8"],
  [{}, `os.setlocale("${MIXED}", "ctype"), os.setlocale("LC_CTYPE=C;LC_TIME=C")`, "nil nil"],
  [
    {},
    `os.setlocale("C.UTF-8@x"), os.setlocale("c.utf8"), os.setlocale("C.UTF_8"), os.setlocale("POSIX")`,
    "C.UTF-8@x nil nil C",
  ],
])("with %j in the environment, %s is %s", async (variables, expressions, expected) => {
  const host = new EnvironmentHost(variables);
  for (const dialect of ["5.0", "5.1", "5.2"] as const) {
    const { text } = await runLua(`print(${expressions})`, { dialect, host });
    expect(text.trimEnd().replaceAll("\t", " ")).toBe(expected);
    host.printed = "";
  }
});

class EnvironmentHost extends LuaHost {
  override readonly environment: FakeHost["environment"];
  constructor(variables: Readonly<Record<string, string>>) {
    super();
    const granted = { get: (name: string) => variables[name] };
    this.environment = granted as unknown as FakeHost["environment"]; // a wider type: it is granted
  }
}
