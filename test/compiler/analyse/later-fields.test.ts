import { describe, expect, test } from "vitest";
import { compile, compileForLoad } from "../../../compiler/index.ts";

/** The names that the first constructor of tables in a script's module gives room, in order. */
async function roomOf(source: string): Promise<string[]> {
  const result = await compile(source, { fileName: "x.lua", dialect: "5.1" });
  if (result.kind === "refused") throw new Error(result.diagnostics.map((diagnostic) => diagnostic.message).join("\n"));
  const maker = /\$table = tableMaker\(function.*?\n\}\);|function \w+\$table\(.*?\n\}/su.exec(result.javascript)?.[0] ?? "";
  return [...maker.matchAll(/\.\$(\w+) =/gu)].map((match) => match[1] ?? "");
}

const CASES: readonly (readonly [title: string, source: string, names: readonly string[]])[] = [
  [
    "what is tested and set elsewhere",
    `local function insert(node, k)
       if not node then return { key = k } end
       if k < node.key then node.left = insert(node.left, k) else node.right = insert(node.right, k) end
       return node
     end`,
    ["key", "left", "right"],
  ],
  [
    "what a variable gets that is asked for all fields, also where another constructor names it",
    `function node(key, rank) return { key = key, rank = rank } end
     function put(n, key)
       if n == nil then return node(key, 1) end
       if key < n.key then n.left = put(n.left, key) else n.right = put(n.right, n.rank) end
       return n
     end
     function copy(n) return { key = n.key, rank = n.rank, left = n.left, right = n.right } end`,
    ["key", "rank", "left", "right"],
  ],
  [
    "not what a variable gets that is asked for some fields only",
    `function node(key, rank) return { key = key, rank = rank } end
     function put(n, key) if key < n.key then n.left = put(n.left, key) end return n end`,
    ["key", "rank"],
  ],
  [
    "not what a constructor without these fields names",
    `function node(key, rank) return { key = key, rank = rank } end
     function put(n, key) if key < n.key then n.left = put(n.left, key) else n.right = put(n.right, n.rank) end return n end
     Class = { left = "inherited" }`,
    ["key", "rank", "right"],
  ],
  [
    "not the numbers that a variable gets",
    `function node(key, rank) return { key = key, rank = rank } end
     function put(n) n.sum = n.key + n.rank end`,
    ["key", "rank"],
  ],
  [
    "not what lists get",
    `function node(key, rank) return { key = key, rank = rank } end
     function put(n, i) n[i] = n.key + n.rank; n.left = put(n, i) end`,
    ["key", "rank"],
  ],
];

describe("a constructor makes room for the fields that its objects get later", () => {
  test.each(CASES)("%s", async (_title, source, names) => {
    expect(await roomOf(source)).toEqual(names);
  });
});

describe("thousands take linear time:", () => {
  const many = (count: number, text: (i: number) => string): string =>
    Array.from({ length: count }, (_, i) => text(i)).join("\n");

  test("constructors, and fields that a variable gets", async () => {
    const before = process.cpuUsage();
    await roomOf(`local v = f() print(v.a) ${many(8000, (i) => `v.b${i} = f()`)} ${many(8000, () => "g{a = 1}")}`);
    expect(process.cpuUsage(before).user / 1e6, "seconds").toBeLessThan(8); // 1 to 2; each pair looked at took 18
  });

  test("constructors that mention a name", async () => {
    const source = `local v = f() print(v.a) v.b = f() ${many(16_000, () => "g{a = 1} g{a = 1, b = 2}")}`;
    const before = process.cpuUsage();
    compileForLoad(source, { shownName: "x", chunkName: "=x", dialect: "5.1" });
    expect(process.cpuUsage(before).user / 1e6, "seconds").toBeLessThan(6); // 2; all of them looked at for each took 9
  });
});
