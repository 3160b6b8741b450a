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

// Commands that run Lua need a deep stack. `exec` replaces this process, so signals and the exit code are the command's own.
const command = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
const needsStack = command === "run" || command === "serve";
const hasStack = process.execArgv.some((argument) => argument.startsWith("--stack-size"));
if (needsStack && !hasStack && process.platform !== "win32" && typeof process.execve === "function" && existsSync("/bin/sh")) {
  // V8 is told seven eighths of what the system gives, at most 64 MB; the rest is for native code.
  const script =
    'ulimit -s 65536 2>/dev/null; s=$(ulimit -s); [ "$s" = unlimited ] && s=65536; exec "$0" --stack-size=$((s - s / 8)) "$@"';
  const self = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  process.execve("/bin/sh", ["sh", "-c", script, process.execPath, ...self], process.env);
}

// Node does not strip types under node_modules: there only the built form runs; in a clone only the sources do.
const installed = /[\\/]node_modules[\\/]/.test(fileURLToPath(import.meta.url));
const [server, extension] = installed ? ["../dist/server", "js"] : ["../server", "ts"];
const { tuneV8 } = await import(`${server}/v8-flags.${extension}`);
tuneV8();
module.enableCompileCache?.();
const { main } = await import(`${server}/cli/main.${extension}`);
await main(process.argv.slice(2));
