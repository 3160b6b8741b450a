/**
 * Each folder of examples with a `calls.json` is a test: its scripts are compiled as the server does it, asked what the file says, and must
 * answer what the file says.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { CONTRACT, type ScriptKindId, scriptNameOf } from "../../runtime/vpop3/contract.ts";
import { hostGlobals } from "../../server/hooks/hook-globals.ts";
import { ScriptHooks } from "../../server/hooks/script-hooks.ts";
import { testScripts } from "./test-scripts.ts";

const EXAMPLES = fileURLToPath(new URL("../../examples", import.meta.url));

const callsSchema = z.array(
  z.strictObject({
    about: z.string(),
    script: z.string(),
    /** The local time that the script sees. */
    clock: z.string().default("2024-01-15T12:00:00"),
    globals: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    hook: z.string(),
    with: z.array(z.unknown()),
    says: z.record(z.string(), z.unknown()),
  }),
);

const folders = readdirSync(EXAMPLES, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith("calls.json"));

test("there are examples with calls", () => {
  expect(folders.length).toBeGreaterThanOrEqual(3);
});

describe.each(folders)("examples/%s", (path) => {
  const folder = join(EXAMPLES, path, "..");
  const calls = callsSchema.parse(JSON.parse(readFileSync(join(EXAMPLES, path), "utf8")));
  test.each(calls)("$about", async ({ script, clock, globals, hook, with: values, says }) => {
    const kind = scriptNameOf(script)?.kind;
    if (kind === undefined) throw new Error(`${script} is no script that the server knows`);
    const given = hostGlobals(CONTRACT[kind].globals, globals);
    const instance = await testScripts(join(folder, "scripts"), Date.parse(`${clock}Z`), script, given);
    const reports = {
      failed: (name: string, failure: { message: string }) => expect.fail(`${name}: ${failure.message}`),
      unusable: (_script: string, name: string, what: string) => expect.fail(`${name}: ${what}`),
    };
    const hooks = new ScriptHooks<ScriptKindId>(kind, instance, { ...globals } as never, reports, false); // the globals of whichever kind it is
    const said = await hooks.call(hook as never, ...(values.map((value, i) => hostValue(kind, hook, i, value)) as never)); // by name, from the file
    expect(said).toEqual(says);
  });
});

/** A JSON object stands for a Map where the contract wants one. */
function hostValue(kind: ScriptKindId, hook: string, index: number, value: unknown): unknown {
  const hooks: Readonly<Record<string, { readonly parameters: readonly { readonly shape: unknown }[] }>> = CONTRACT[kind].hooks;
  const shape = hooks[hook]?.parameters[index]?.shape;
  return shape === "map" && typeof value === "object" && value !== null ? new Map(Object.entries(value)) : value;
}
