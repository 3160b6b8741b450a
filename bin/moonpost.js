#!/usr/bin/env node
/**
 * The command `moonpost`. Plain JavaScript that any Node parses: it checks Node's version, starts a process with enough stack where
 * Lua is to run, and hands over to the command line in `server/cli/main.ts` (or its built form, once installed).
 */
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(
    `moonpost: needs Node 22.18 or newer, found ${process.versions.node}; in a clone, \`npm start\` and \`npx moonpost\` bring their own\n`,
  );
  process.exit(2);
}

// Commands that run Lua need a deep stack, and can be debugged. `exec` replaces this process, so signals and the exit code are the command's own. The
// one that compiles an artefact has the same stack: V8 keeps compiled code for the settings that it was compiled with.
const args = process.argv.slice(2);
const commandAt = args.findIndex((argument) => !argument.startsWith("-"));
const command = args[commandAt];
const runsLua = command === "run" || command === "serve";
/** `moonpost serve --inspect`: options for Node, taken out of the command line. Those behind the file are the script's. */
const inspectOptions = [];
for (let i = commandAt + 1; runsLua && i < args.length && (command === "serve" || args[i].startsWith("-")); ) {
  if (/^--inspect(-brk|-wait)?(=|$)/.test(args[i])) inspectOptions.push(...args.splice(i, 1));
  else i++;
}
if (inspectOptions.length > 0) {
  const waits = inspectOptions.some((option) => /^--inspect-/.test(option)) ? "; it begins when one has come" : "";
  process.stderr.write(
    `moonpost: ${command} listens for a debugger: open chrome://inspect in Chrome, or attach VS Code (docs/debugging.md)${waits}\n`,
  );
}
const hasStack = process.execArgv.some((argument) => argument.startsWith("--stack-size"));
const canExec = process.platform !== "win32" && typeof process.execve === "function" && existsSync("/bin/sh");
if ((runsLua || command === "compile") && canExec && (!hasStack || inspectOptions.length > 0)) {
  // V8 is told seven eighths of what the system gives, at most 64 MB; the rest is for native code. glibc would keep what it once got for large pieces.
  const script =
    'ulimit -s 65536 2>/dev/null; s=$(ulimit -s); [ "$s" = unlimited ] && s=65536; exec "$0" --stack-size=$((s - s / 8)) "$@"';
  const self = [...process.execArgv, ...inspectOptions, fileURLToPath(import.meta.url), ...args];
  const thrifty = { MALLOC_MMAP_THRESHOLD_: "1048576", MALLOC_TRIM_THRESHOLD_: "1048576" };
  process.execve("/bin/sh", ["sh", "-c", script, process.execPath, ...self], { ...thrifty, ...process.env });
}
for (const option of inspectOptions) {
  const [, wait, address = "9229"] = /^--inspect(-\w+)?(?:=(.*))?$/.exec(option);
  const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(address) ?? [undefined, address, "9229"];
  (await import("node:inspector")).open(Number(port), host, wait !== undefined);
}

// Node does not strip types under node_modules: there only the built form runs; in a clone only the sources do.
const installed = /[\\/]node_modules[\\/]/.test(fileURLToPath(import.meta.url));
const [server, extension] = installed ? ["../dist/server", "js"] : ["../server", "ts"];
const { tuneV8 } = await import(`${server}/v8-flags.${extension}`);
tuneV8();
module.enableCompileCache?.();
const { main } = await import(`${server}/cli/main.${extension}`);
await main(args);
