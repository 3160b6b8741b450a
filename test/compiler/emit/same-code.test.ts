/** The JavaScript that runs is the TypeScript that people read, without its types: esbuild, which knows nothing of our emitter, is the judge. */
import { readdirSync, readFileSync } from "node:fs";
import { transform } from "esbuild";
import { expect, test } from "vitest";
import { compile } from "../../../compiler/index.ts";

const folder = (path: string): string[] => readdirSync(path).map((name) => `${path}/${name}`);
const scripts = [
  ...folder("test/golden").flatMap((path) => (path.endsWith(".json") ? [] : [`${path}/input.lua`])),
  ...folder("examples/scripts").filter((path) => path.endsWith(".lua")),
];

/** Both forms as the statements of one function of the door's names, printed anew by esbuild: layout and comments no longer differ. */
async function statements(text: string, loader: "ts" | "js"): Promise<string> {
  const { code } = await transform(text, { loader, target: "es2024" });
  return code;
}

const CROWDED = `local t, f = ...\n${"if f(t.x) == 1 then t.y = f(t.x, f()) end f(t)\n".repeat(120)}`;

/** In 5.0 these share their variable, for which the tree is rewritten. */
const CAPTURED_COUNTER =
  "local fs = {}\nfor i = 1, 3 do fs[i] = function() return i end end\nfor k in pairs(fs) do fs[k] = function() return k end end";

test.each([
  ...scripts.map((path) => [path, readFileSync(path, "latin1"), "vpop3"] as const),
  ["a function with hundreds of calls", CROWDED, "vpop3"] as const,
  ["loops of 5.0 with variables that functions capture", CAPTURED_COUNTER, "5.0"] as const,
])("%s", async (path, source, dialect) => {
  const result = await compile(source, { fileName: path, dialect });
  if (result.kind !== "compiled") throw new Error(`${path} does not compile`);
  const doorOfModule = /^import \{([^}]*)\} from "moonpost\/runtime";$/m;
  const names = (doorOfModule.exec(result.typescript)?.[1] ?? "").split(",").map((name) => name.trim());
  const values = names.filter((name) => !name.startsWith("type ")).map((name) => name.replace(" as ", ": "));
  const chunk = result.typescript.replace(doorOfModule, "").replace("export default function chunk", "return (function chunk");
  const module = `(({ ${values.join(", ")} }) => {\n${chunk});\n});`;
  expect(await statements(result.javascript, "js")).toBe(await statements(`"use strict";\n${module}`, "ts"));
});
