/** Runs one bench program in wasmoon (PUC Lua 5.4 in WebAssembly) as peer.lua does in the others: program size runs → result and seconds. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LuaFactory } from "wasmoon";

const [program = "", size = "", runs = ""] = process.argv.slice(2);
const factory = new LuaFactory();
await factory.mountFile("program.lua", readFileSync(program));
const engine = await factory.createEngine();
engine.global.set("arg", ["program.lua", size, runs]);
await engine.doString(readFileSync(join(import.meta.dirname, "peer.lua"), "latin1"));
