#!/usr/bin/env node
/**
 * The command `moonpost`. Plain JavaScript that any Node parses: it checks Node's version, starts a process with enough stack where
 * Lua is to run, and hands over to the command line in `server/cli/main.ts`, or its bundle.
 *
 * Nothing is imported at the top: `import "node:fs"` alone makes Node load its streams, and where a second process follows the first is in its way.
 */
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `moonpost: needs Node 22.18 or newer, found ${process.versions.node}; in a clone, \`npm start\` and \`npx moonpost\` bring their own\n`,
  );
  process.exit(2);
}

// Commands that run Lua need a deep stack, and can be debugged. `exec` replaces this process, so signals and the exit code are the command's own.
const args = process.argv.slice(2);
const commandAt = args.findIndex((argument) => !argument.startsWith("-"));
const command = args[commandAt];
const runsLua = command === "run" || command === "serve";
/** `moonpost serve --inspect`: taken out of the command line. What stands behind the file of `run` is the script's. */
const inspectOptions = [];
for (let i = commandAt + 1; runsLua && i < args.length; i++) {
  if (/^--inspect(-brk|-wait)?(=|$)/.test(args[i])) inspectOptions.push(...args.splice(i--, 1));
  else if (command === "run" && (args[i] === "--lua" || args[i] === "--command")) i++;
  else if (command === "run" && (args[i] === "--" || !args[i].startsWith("-"))) break;
}
const hasStack = process.execArgv.some((argument) => argument.startsWith("--stack-size"));
const canExec = process.platform !== "win32" && typeof process.execve === "function";
const shell = "/bin/sh";
if (runsLua && canExec && !hasStack && process.getBuiltinModule("node:fs").existsSync(shell)) {
  const node = [process.execPath, ...process.execArgv, import.meta.filename, ...process.argv.slice(2)];
  process.execve(shell, ["sh", `${import.meta.dirname}/node-with-stack`, ...node], process.env);
}
// Node itself would stop at the first line of this file; `run --inspect-brk` stops at the first line of Lua.
if (inspectOptions.length > 0) {
  const waits = inspectOptions.some((option) => /^--inspect-/.test(option)) ? "; it begins when one has come" : "";
  process.stderr.write(
    `moonpost: ${command} listens for a debugger: open chrome://inspect in Chrome, or attach VS Code (docs/debugging.md)${waits}\n`,
  );
}
for (const option of inspectOptions) {
  const [, wait, address = "9229"] = /^--inspect(-\w+)?(?:=(.*))?$/.exec(option);
  const [, host, port] = /^(?:\[?(.*?)\]?:)?(\d+)$/.exec(address) ?? [undefined, address, "9229"];
  try {
    (await import("node:inspector")).open(Number(port), host, wait !== undefined);
  } catch (error) {
    process.stderr.write(`moonpost: ${option}: ${error.message}\n`);
    process.exit(2);
  }
}

// V8 has done what these flags ask for. Code that was compiled before, Node's own modules and ours, it takes with the same flags only: with their defaults.
const { setFlagsFromString } = process.getBuiltinModule("node:v8");
for (const flag of ["--stack-size=984", "--min-semi-space-size=0"]) setFlagsFromString(flag);
const { enableCompileCache, registerHooks } = process.getBuiltinModule("node:module");
const { directory: codeFolder } = enableCompileCache();

// In a clone the bundle counts while it is made from the sources that lie there (build.ts); a look at each costs four milliseconds in all, loading them forty.
const sources = new URL("../", import.meta.url);
const installed = /[\\/]node_modules[\\/]/.test(import.meta.filename);
const bundle = installed || isBundled() ? "dist/server/cli/main.js" : undefined;
if (bundle === undefined) {
  // Our imports name files as they are. Node looks for each of a thousand on the disk, through links and packages: a third of a start.
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith(".") && specifier.endsWith(".ts") && context.parentURL.startsWith(sources.href)
        ? { url: new URL(specifier, context.parentURL).href, format: "module-typescript", shortCircuit: true }
        : next(specifier, context),
  });
}
const { main } = await import(new URL(bundle ?? "server/cli/main.ts", sources).href);
if (bundle !== undefined && /^(run|serve|check|compile|inspect|luac)$/.test(command) && hasCode()) await importCompiler();
await main(args, { stopsAtStart: inspectOptions.some((option) => option.startsWith("--inspect-brk")) });
// All is written and closed. Coming to its end by itself, Node would wait for V8's compilers and give the heap back piece by piece.
if (command === "run" && canExec) process.exit();

/** True if an earlier start has left code, so that this one's will be found by the next. */
function hasCode() {
  return codeFolder !== undefined && process.getBuiltinModule("node:fs").readdirSync(codeFolder).length > 0;
}

/**
 * Node keeps V8's code of a file as it is when the file has been read: that of functions which V8 compiles when they are first called is missing. Of the
 * compiler all is wanted, a tenth of the time that a first script takes; of what it imports, which is loaded before, and of other files, most would be read in vain.
 */
async function importCompiler() {
  process.getBuiltinModule("node:vm");
  await import(new URL("dist/compiler/rules.js", sources).href);
  setFlagsFromString("--no-lazy");
  await import(new URL("dist/compiler/index.js", sources).href);
  setFlagsFromString("--lazy");
}

function isBundled() {
  const { readFileSync, statSync } = process.getBuiltinModule("node:fs");
  const folder = import.meta.dirname.replace(/bin$/, "");
  try {
    const builtFrom = JSON.parse(readFileSync(`${folder}dist/built-from.json`, "utf8"));
    return builtFrom.every(([path, time]) => statSync(folder + path).mtimeMs === time);
  } catch {
    return false; // never built, or a source has gone
  }
}
