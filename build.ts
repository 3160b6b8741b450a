/**
 * Bundles the sources into `dist`: what is published, and what a clone starts from while its sources are those that were bundled (bin/moonpost.js).
 * Loading four hundred files one by one is half of the time that a command takes to start.
 *
 * Stack frames are read as Lua's stack by the folder of their file and their function's name (runtime/stack-record.ts). So the runtime keeps a file for each of
 * its layers, and none of its functions may be renamed where two of a file have the same name.
 */
import { existsSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { RolldownOutput } from "rolldown";

const ROOT = import.meta.dirname;
const DIST = join(ROOT, "dist");
/** Files that keep their paths: the command line, the package's exports, threads. */
const ENTRIES = [
  "server/cli/main",
  "compiler/index",
  "runtime/index",
  "server/host/program-thread",
  "server/scripts/compile-thread",
  "server/store/store-thread",
];
/**
 * What is loaded together lies in a file, as each takes a third of a millisecond to be found; the first group that fits a source has it. All else follows the
 * commands that import it.
 */
const GROUPS = [
  { name: "runtime/contract", test: /\/runtime\/vpop3\/(contract.*|version)\.ts$/ },
  { name: "runtime/lib/libraries", test: /\/runtime\/(lib|vpop3)\// },
  { name: "runtime/door", test: /\/runtime\/(index|door|intrinsics)\.ts$/ },
  { name: "runtime/core", test: /\/runtime\// },
  // Of the compiler what `status` and the like load, too; all functions of the rest are compiled at once (bin/moonpost.js).
  { name: "compiler/rules", test: importedBy("compiler/check/rules.ts", "compiler/diagnostics.ts") },
  { name: "compiler/compiler", test: /\/compiler\// },
  { name: "server/start", test: /\/(server\/(cli\/(closed-pipe|run-arguments)|operator-error|version)\.ts|package\.json)$/ },
  { name: "server/run", test: importedBy("server/cli/run-command.ts") },
];

const bundler = await import("rolldown").catch(() => undefined);
if (bundler === undefined) {
  console.warn(
    "build: no bundle is made, as rolldown is not installed (npm's --omit=dev); the sources take its place, and start more slowly",
  );
  process.exit(process.env.npm_lifecycle_event === "prepare" ? 0 : 1);
}
/** Each source, from the repository's folder, and when it was last changed, in ms: noted before it is read, so that a change meanwhile counts as one. */
const builtFrom = new Map<string, number>();
/** What each source imports at its start. */
const imports = new Map<string, readonly string[]>();
const bundle = await bundler.rolldown({
  cwd: ROOT,
  plugins: [
    {
      name: "note the sources",
      load(id) {
        if (id.startsWith(ROOT)) builtFrom.set(relative(ROOT, id), statSync(id).mtimeMs);
      },
      moduleParsed({ id, importedIds }) {
        imports.set(id, importedIds);
      },
    },
  ],
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `${entry}.ts`])),
  platform: "node",
  preserveEntrySignatures: "allow-extension",
  external: /^(?![.#/])/,
});
// Processes that start meanwhile find the former bundle, or none; of two builds at once the later one counts. One that was killed has left its folder.
for (const entry of readdirSync(ROOT))
  if (/^dist\.\d+$/.test(entry) && !isRunning(Number(entry.slice("dist.".length))))
    rmSync(join(ROOT, entry), { recursive: true, force: true });
const made = `${DIST}.${process.pid}`;
const output = await bundle.write({
  dir: made,
  format: "esm",
  sourcemap: true,
  // One other character in a file makes V8 keep the whole text in twice the memory, and Node encode it anew to see whether it has code of it.
  charset: "ascii",
  comments: false,
  // Debuggers step over our own code.
  sourcemapIgnoreList: () => true,
  codeSplitting: { groups: GROUPS, includeDependenciesRecursively: false },
  entryFileNames: "[name].js",
  chunkFileNames: ({ name }) => (name.includes("/") ? `${name}.js` : `server/${name}.js`),
});
await bundle.close();
const mistake = runtimeMistake(output);
if (mistake !== undefined) {
  rmSync(made, { recursive: true });
  throw new Error(`build: ${mistake}`);
}
writeFileSync(join(made, "built-from.json"), JSON.stringify([...builtFrom]));
while (existsSync(made)) {
  try {
    rmSync(DIST, { recursive: true, force: true });
    renameSync(made, DIST);
  } catch (error) {
    // Where another build was quicker, what it made is taken away in the next turn.
    if (!(error instanceof Error && "code" in error && error.code === "ENOTEMPTY")) throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH"); // another user's may not be asked
  }
}

/** Finds the sources and all that comes with them. */
function importedBy(...sources: readonly string[]): (id: string) => boolean {
  const found = new Set(sources.map((source) => join(ROOT, source)));
  return (id) => {
    if (found.size === sources.length)
      for (const each of found) for (const imported of imports.get(each) ?? []) found.add(imported);
    return found.has(id);
  };
}

/** What would make Lua's stack unreadable in this bundle, and the way out. */
function runtimeMistake({ output }: RolldownOutput): string | undefined {
  for (const file of output) {
    if (file.type !== "chunk" || !file.fileName.startsWith("runtime/")) continue;
    const renamed = [...file.code.matchAll(/^(?:async )?function\*? ([\w$]+\$\d+)\(/gm)].map(([, name]) => name);
    if (renamed.length > 0) return `${file.fileName} holds functions of one name, now ${renamed.join(", ")}; rename one of each`;
    // Files that import each other begin in an order in which classes are missing.
    if (file.fileName === "runtime/core.js" && file.imports.some((path) => path.startsWith("runtime/")))
      return "the runtime's core imports a library; move what it needs, or import it in the door";
  }
  return undefined;
}
