/** Scripts that were loaded at run time are forgotten when very many more have been, but not while they are in use. */
import { expect, test } from "vitest";
import { runLua } from "./run-lua.ts";

test("a loaded function that is seen on the stack keeps its name and lines while thousands of others are loaded", async () => {
  const source = `
loadstring("function shown() return debug.getinfo(1, 'nl') end", "=kept")()
for i = 1, 2500 do
  loadstring("local n = " .. i)()
  local info = shown()
  if info.name ~= "shown" or info.currentline ~= 1 then print(i, info.name, info.currentline) break end
end
print("done")`;
  expect((await runLua(source, { dialect: "5.1", limits: { fuel: 1e9 } })).text).toBe("done\n");
});
