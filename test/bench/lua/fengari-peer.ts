/** Runs one bench program in fengari (Lua 5.3 in JavaScript) as peer.lua does in the others: program size runs → result and seconds. */
import { createRequire } from "node:module";
import { join } from "node:path";

/** What is used of fengari's copy of the C interface; it comes without types. */
interface Fengari {
  readonly lua: {
    lua_createtable(state: object, items: number, fields: number): void;
    lua_pushstring(state: object, text: Uint8Array): void;
    lua_rawseti(state: object, at: number, n: number): void;
    lua_setglobal(state: object, name: Uint8Array): void;
    lua_tojsstring(state: object, at: number): string;
  };
  readonly lauxlib: {
    luaL_newstate(): object;
    luaL_dofile(state: object, file: Uint8Array): number;
  };
  readonly lualib: { luaL_openlibs(state: object): void };
  to_luastring(text: string): Uint8Array;
}

const { lua, lauxlib, lualib, to_luastring: bytes } = createRequire(import.meta.url)("fengari") as Fengari; // see its README
const state = lauxlib.luaL_newstate();
lualib.luaL_openlibs(state);
const words = process.argv.slice(2);
lua.lua_createtable(state, words.length, 0);
for (const [i, word] of words.entries()) {
  lua.lua_pushstring(state, bytes(word));
  lua.lua_rawseti(state, -2, i + 1);
}
lua.lua_setglobal(state, bytes("arg"));
const file = join(import.meta.dirname, "peer.lua");
if (lauxlib.luaL_dofile(state, bytes(file)) !== 0) throw new Error(lua.lua_tojsstring(state, -1));
