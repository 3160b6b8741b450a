/**
 * The debug library in chunks that are compiled in debug mode (compiler/emit/debug-mode.ts), judged by real Lua. The programs in `debug/` have the form
 * of the corpus.
 */
import { describe, expect, test } from "vitest";
import { compileForLoad, evaluate } from "../../compiler/index.ts";
import { doorFor } from "../../runtime/index.ts";
import { createInstance } from "../../runtime/instance.ts";
import { createTemplate } from "../../runtime/lib/globals-template.ts";
import { compileAtRunTime } from "../../server/scripts/compile-at-run-time.ts";
import { FakeHost } from "../runtime/fake-host.ts";
import { comparable, expectedText, readCorpus } from "./corpus.ts";
import type { RealVersion } from "./oracle.ts";

/** As `moonpost run --lua 5.x` compiles what is loaded. */
class DebugHost extends FakeHost {
  override readonly compile = compileAtRunTime(".", true) as FakeHost["compile"]; // a wider type: it may compile
}

const LIMITS = { fuel: 50_000_000, memoryBytes: 100_000_000, deadlineMs: Number.POSITIVE_INFINITY };

async function textOf(source: string, dialect: RealVersion, title: string, debugging: boolean): Promise<string> {
  const host = new DebugHost();
  const url = `debug-case:${title}`;
  const compiled = compileForLoad(source, { shownName: "case", chunkName: "=case", dialect, debugging, url });
  const chunk = evaluate(compiled.javascript, url).factory(doorFor(url, compiled.info, { dialect }));
  const instance = createInstance({ name: "case", chunk }, { host, dialect, limits: LIMITS, globals: createTemplate(dialect) });
  const outcome = await instance.run([]);
  return comparable(host.printed + (outcome.kind === "failed" ? outcome.failure.message : ""));
}

function casesIn(folder: string): readonly { readonly title: string; readonly version: RealVersion; readonly source: string }[] {
  return readCorpus(new URL(folder, import.meta.url)).flatMap(({ name, versions, source }) =>
    versions.map((version) => ({ title: `${version} ${name}`, version, source })),
  );
}

describe("in debug mode the debug library prints what real Lua prints", () => {
  test.each(casesIn("debug/"))("$title", async ({ title, version, source }) => {
    expect(await textOf(source, version, title, true)).toBe(expectedText(source, version));
  });
});

describe("so it does where a chunk that is compiled as usual loads others in debug mode", () => {
  test.each(casesIn("debug/mixed/"))("$title", async ({ title, version, source }) => {
    expect(await textOf(source, version, title, false)).toBe(expectedText(source, version));
  });
});
