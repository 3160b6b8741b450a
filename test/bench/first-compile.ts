/**
 * From a text of 50 KB to loaded code, in milliseconds, in a process that has compiled nothing: `first-compile.ts FOLDER`, for compile.ts. It starts as
 * commands do (bin/moonpost.js): from the bundle, with V8's flags as they were, and V8's code of the bundle in FOLDER if an earlier start left it there.
 */
import { readdirSync } from "node:fs";
import { setFlagsFromString } from "node:v8";
import type * as Compiler from "../../compiler/index.ts";
import type * as Runtime from "../../runtime/index.ts";
import { luaOfSize } from "./lua-of-size.ts";

const [folder = "", size = ""] = process.argv.slice(2);
await import("./as-commands-start.ts");
const { directory = "" } = process.getBuiltinModule("node:module").enableCompileCache(folder);
const dist = new URL("../../dist/", import.meta.url).href;
await import(`${dist}compiler/rules.js`);
if (readdirSync(directory).length > 0) setFlagsFromString("--no-lazy");
const { compile, evaluate }: typeof Compiler = await import(`${dist}compiler/index.js`);
setFlagsFromString("--lazy");
const { doorFor }: typeof Runtime = await import(`${dist}runtime/index.js`);

const { compilingFirst } = await import("../../server/scripts/first-compilations.ts");

const text = luaOfSize(Number(size));
const began = performance.now();
const compiled = await compilingFirst([{ text }], () => compile(text, { fileName: "bench.lua", dialect: "vpop3" }));
if (compiled.kind === "refused") throw new Error(compiled.diagnostics[0]?.message);
evaluate(compiled.javascript, "bench").factory(doorFor("bench", compiled.info, { dialect: "vpop3" }));
console.log(performance.now() - began);
