/** A Lua script compiled and started as the server does it, with limits so wide that they never end a bench but are counted. */
import { compile, evaluate } from "../../../compiler/index.ts";
import { doorFor } from "../../../runtime/index.ts";
import { createInstance, type ScriptInstance } from "../../../runtime/instance.ts";
import { createTemplate } from "../../../runtime/lib/globals-template.ts";
import { benchHost } from "./bench-host.ts";

const DIALECT = "5.1";
const LIMITS = { fuel: 1e15, memoryBytes: 8e9, deadlineMs: 3_600_000 };

/** An instance of a script (its bytes as char codes) whose main chunk has not run yet. */
export async function compiledScript(fileName: string, source: string): Promise<ScriptInstance> {
  const result = await compile(source, { fileName, dialect: DIALECT });
  if (result.kind === "refused") throw new Error(result.diagnostics.map((d) => d.message).join("\n"));
  const chunk = evaluate(result.javascript, `${fileName}.js`).factory(
    doorFor(`${fileName}.js`, result.info, { dialect: DIALECT }),
  );
  return createInstance(
    { name: fileName, chunk },
    { host: benchHost(), dialect: DIALECT, limits: LIMITS, globals: createTemplate(DIALECT) },
  );
}
