import { describe, expect, test } from "vitest";
import { expressionsOf, operandsOf, walkBlock } from "../../../compiler/analyse/walk.ts";
import type { Chunk, Dialect, Expression, LocalVariable, Statement } from "../../../compiler/ast.ts";
import { LuaSyntaxError, parse } from "../../../compiler/parse/index.ts";
import { type RealVersion, runReal } from "../../lua/oracle.ts";

const tree = (source: string, dialect: Dialect = "vpop3"): Chunk => parse(source, { chunkName: "case", dialect });

/** All expressions of a chunk, nested functions included. */
function expressions(chunk: Chunk): Expression[] {
  const found: Expression[] = [];
  const visitor = {
    expression(e: Expression) {
      found.push(e);
      if (e.kind === "Function") walkBlock(e.function.body, visitor);
    },
  };
  walkBlock(chunk.body.body, visitor);
  return found;
}

/** Declared locals by name, in order of use in expressions or declaration in statements. */
function locals(chunk: Chunk): LocalVariable[] {
  const found = new Set<LocalVariable>();
  const visitor = {
    statement(s: Statement) {
      if (s.kind === "Local" || s.kind === "GenericFor") for (const variable of s.variables) found.add(variable);
      if (s.kind === "LocalFunction" || s.kind === "NumericFor") found.add(s.variable);
    },
    expression(e: Expression) {
      if (e.kind !== "Function") return;
      for (const parameter of e.function.parameters) found.add(parameter);
      if (e.function.arg !== undefined) found.add(e.function.arg);
      walkBlock(e.function.body, visitor);
    },
  };
  walkBlock(chunk.body.body, visitor);
  return [...found];
}

const local = (chunk: Chunk, name: string) => locals(chunk).find((variable) => variable.name === name);

describe("names", () => {
  test("a local is visible from the statement after its declaration", () => {
    const chunk = tree("local x = x local function f() return f, x end for i = i, 1 do print(i) end for k in k do end");
    const globals = [...chunk.globals.keys()];
    expect(globals).toEqual(["x", "i", "print", "k"]);
    expect(local(chunk, "f")).toMatchObject({ reads: 1, captured: true });
    expect(local(chunk, "x")).toMatchObject({ reads: 1, captured: true, assigned: false });
  });

  test("until sees the locals of the body from 5.1 on, not in 5.0", () => {
    expect([...tree("repeat local x until x", "5.1").globals.keys()]).toEqual([]);
    expect([...tree("repeat local x until x", "5.0").globals.keys()]).toEqual(["x"]);
  });

  test("reads, assignments and captures are counted over nested functions", () => {
    const chunk = tree("local a, b, c = 1 function f() a = a + 1 local function g() return b end return g end c = 2");
    expect(local(chunk, "a")).toMatchObject({ reads: 1, assigned: true, captured: true });
    expect(local(chunk, "b")).toMatchObject({ reads: 1, assigned: false, captured: true });
    expect(local(chunk, "c")).toMatchObject({ reads: 0, assigned: true, captured: false });
    const f = expressions(chunk).find((e) => e.kind === "Function");
    expect(f?.kind === "Function" && f.function.info.upvalues.map((v) => v.name)).toEqual(["a", "b"]);
  });

  test("a declaration knows what it hides and whether it is made anew in a loop", () => {
    const chunk = tree(
      "local a while a do local b = a end ::again:: local c if c then goto again end local function f(a) local d return a, d end",
    );
    expect(local(chunk, "b")?.inLoop).toBe(true);
    expect(local(chunk, "c")?.inLoop).toBe(true);
    expect(local(chunk, "d")?.inLoop).toBe(false);
    expect(locals(chunk).filter((variable) => variable.shadows !== undefined)).toMatchObject([{ name: "a", kind: "parameter" }]);
  });

  test("methods have an implicit self", () => {
    const chunk = tree("function a.b:c(x) return self, x end");
    const f = expressions(chunk).find((e) => e.kind === "Function");
    expect(f).toMatchObject({
      function: { info: { name: "a.b:c" }, parameters: [{ name: "self", kind: "self" }, { name: "x" }] },
    });
  });

  test("_ENV is the chunk's environment or a local of that name", () => {
    expect(tree("x = _ENV").environment).toMatchObject({ kind: "env", reads: 1 });
    expect(tree("x = _ENV").explicitEnvironment).toBe(true);
    expect(tree("local _ENV = {} x = y").globals.size).toBe(0);
    expect(tree("local _ENV = {} x = y").body.body.statements[1]).toMatchObject({
      targets: [{ kind: "Index", object: { kind: "LocalName" }, index: { value: "x" }, dotted: true }],
    });
    expect([...tree("_ENV = 1", "5.1").globals.keys()]).toEqual(["_ENV"]);
  });
});

describe("the implicit arg", () => {
  const used = (source: string, dialect: Dialect) => {
    const f = expressions(tree(source, dialect)).find((e) => e.kind === "Function");
    return f?.kind === "Function" ? f.function.arg?.kind : undefined;
  };
  test.each([
    ["vpop3", "function f(...) return arg end", "arg"],
    ["vpop3", "function f(...) return arg, ... end", undefined],
    ["vpop3", "function f(...) local function g() return arg end return g end", "arg"],
    ["vpop3", "function f(...) return 1 end", undefined],
    ["vpop3", "function f() return arg end", undefined],
    ["vpop3", "function f(...) arg = 1 end", "arg"],
    ["5.0", "function f(...) return arg end", "arg"],
    ["5.1", "function f(...) return arg, ... end", "arg"],
    ["5.2", "function f(...) return arg end", undefined],
  ] as const)("%s: %s", (dialect, source, expected) => {
    expect(used(source, dialect)).toBe(expected);
  });

  test("is a global again where the function uses `...`, and an outer arg where there is one", () => {
    expect([...tree("function f(...) return arg, ... end").globals.keys()]).toEqual(["f", "arg"]);
    const chunk = tree("function f(...) local function g(...) return arg, ... end return g end");
    expect(chunk.globals.has("arg")).toBe(false);
  });
});

describe("the vpop3 dialect takes what any version takes", () => {
  test.each([
    ["goto = 1 print(goto) goto(2)"],
    ["goto done ::done::"],
    ["for i = 1, 2 do if i then goto continue end print(i) ::continue:: end"],
    ["x = [[ a [[ b ]] c ]]"],
    ["--[[ old [[ string ]] code ]] x = 1"],
    ["x = {;} y = {1,;2}"],
    ["x = 'c:\\dir' y = '\\x41\\z  '"],
    ["x = 0x1.8p3 y = #z % 2"],
    ["f\n(g)()"],
    [";;; x = 1; ; while x do break; end"],
    ["\xEF\xBB\xBF#!/usr/bin/lua\r\nx = 1"],
  ])("%s", (source) => {
    expect(tree(source).kind).toBe("Chunk");
  });

  test("and keeps 5.2's meaning where that is one", () => {
    const [statement] = tree("x = [[ [[ ]] y = 1").body.body.statements;
    expect(statement).toMatchObject({ values: [{ kind: "String", value: " [[ " }] });
    const [nested] = tree("x = [[ [[ ]] ]]").body.body.statements;
    expect(nested).toMatchObject({ values: [{ kind: "String", value: " [[ ]] " }] });
  });
});

describe("values", () => {
  const value = (source: string, dialect: Dialect = "5.2") => {
    const [statement] = tree(`x = ${source}`, dialect).body.body.statements;
    const e = statement === undefined ? undefined : expressionsOf(statement)[1];
    return e?.kind === "String" || e?.kind === "Number" ? e.value : undefined;
  };

  test.each([
    "0x10",
    "0xA.8p1",
    "0x.8",
    "0x1p-4",
    "0xffffffffffffffffff",
    "0x1.fffffffffffffp1023",
    "0x1p-1074",
    "1e308",
    "1e400",
    ".5",
    "5.e-3",
    "123456789012345678",
    "0.1",
    "3e0",
  ])("the number %s is what Lua 5.2 reads", (text) => {
    expect(String(value(text))).toBe(
      String(Number(runReal("5.2", `print(string.format("%.17g", ${text}))`).stdout.trim().replace("inf", "Infinity"))),
    );
  });

  test.each([
    '"a\\065\\x41\\z  \\n b\\\n"',
    "'\\0\\00\\0001\\255'",
    "[[\na\r\nb\n\rc]]",
    "[==[]]]=]]==]",
    "'\\'\"\\\\'",
    "'\xe4\xc3\xa4'",
  ])("the string %j is what Lua 5.2 reads", (text) => {
    expect(value(text)).toBe(runReal("5.2", `io.write(${text})`).stdout);
  });

  test.each(["[[ [[a]] ]]", "'\\q\\065\\\n'", "[[\n\nx]]", "[[a\r\nb]]"])("the string %j is what Lua 5.0 reads", (text) => {
    expect(value(text, "5.0")).toBe(runReal("5.0", `io.write(${text})`).stdout);
  });
});

describe("parentheses stay where they cut values to one", () => {
  test.each([
    ["return (f())", "Parenthesised"],
    ["return (...)", "Parenthesised"],
    ["return ((f()))", "Parenthesised"],
    ["return (a:b())", "Parenthesised"],
    ["return (x)", "GlobalName"],
    ["return (a + b)", "Binary"],
    ["return (f()).x", "Index"],
    ["return (a and f())", "Logical"],
  ])("%s", (source, kind) => {
    const [statement] = tree(source).body.body.statements;
    expect(statement === undefined ? undefined : expressionsOf(statement)[0]?.kind).toBe(kind);
  });
});

describe("lines are those of Lua's run-time errors", () => {
  const cases: readonly (readonly [source: string, kind: Expression["kind"]])[] = [
    ["local a\nlocal x = a +\n 1", "Binary"],
    ["local a\nlocal x = 1\n + a\n", "Binary"],
    ["local a\nlocal x = a ..\n'b' ..\n'c'", "Binary"],
    ["local a\nlocal x = 'a' ..\n'b'\n.. a", "Binary"],
    ["local a\nlocal x = -\na", "Unary"],
    ["local a\nlocal x = a\n<\n1", "Binary"],
    ["local a\nlocal x = a.b", "Index"],
    ["local a\nlocal x = a\n.b", "Index"],
    ["local a\nlocal x = a\n[\n1\n]", "Index"],
    ["local a\nlocal x = a.b\n+ 1", "Index"],
    ["local a\nprint(a.b\n, 1)", "Index"],
    ["local a\nprint(1, a.b\n)", "Index"],
    ["local a\nlocal x = {\na.b\n, 1}", "Index"],
    ["local a\nlocal x = (a.b\n)", "Index"],
    ["local a\nif a.b\nthen end", "Index"],
    ["local a\na.b = 1\n", "Index"],
    ["local a\na.b\n=\n1", "Index"],
    ["local a\na(\n1,\n2)", "Call"],
    ["local a\nlocal x =\na(\n1)", "Call"],
    ["local a\na{\n1}", "Call"],
    ["local a = {}\na:b(\n1)", "MethodCall"],
    ["local a = {}\na\n:b(\n1)", "MethodCall"],
    ["local a\nfunction a.b()\n\nend", "Index"],
  ];
  const versions: readonly RealVersion[] = ["5.0", "5.1", "5.2"];
  test.each(versions.flatMap((version) => cases.map(([source, kind]) => [version, source, kind] as const)))(
    "%s %j %s",
    (version, source, kind) => {
      const error = runReal(version, source).error ?? "";
      const real = Number(/^case:(\d+): attempt/.exec(error)?.[1]);
      const found = expressions(tree(source, version)).filter((e) => e.kind === kind);
      // Of several nodes of the kind the innermost fails first.
      expect({ error, line: found.at(-1)?.line }).toEqual({ error, line: real });
    },
  );

  test("loops know the lines of `do` and of the iterator", () => {
    expect(tree("for i = 1,\n2\ndo end").body.body.statements[0]).toMatchObject({ line: 1, doLine: 3 });
    expect(tree("for i in\nf()\ndo end").body.body.statements[0]).toMatchObject({ line: 1, callLine: 2 });
  });
});

describe("spans", () => {
  test("cover exactly the text of each node", () => {
    const source = "local a = f(x).y[1] .. -b:c{ k = 1 } for i = 1, 2 do print((g())) end function t.m() return 1, 'x' end";
    const chunk = tree(source);
    const texts = expressions(chunk).map((e) => source.slice(e.start, e.end));
    expect(texts).toEqual([
      "f(x).y[1] .. -b:c{ k = 1 }",
      "f(x).y[1]",
      "f(x).y",
      "f(x)",
      "f",
      "x",
      "y",
      "1",
      "-b:c{ k = 1 }",
      "b:c{ k = 1 }",
      "b",
      "{ k = 1 }",
      "k",
      "1",
      "1",
      "2",
      "print((g()))",
      "print",
      "(g())",
      "g()",
      "g",
      "t.m",
      "t",
      "m",
      "function t.m() return 1, 'x' end",
      "1",
      "'x'",
    ]);
    for (const e of expressions(chunk))
      for (const inner of operandsOf(e)) expect(inner.start >= e.start && inner.end <= e.end).toBe(true);
  });

  test("an error carries the place of its token in the normalised source", () => {
    try {
      tree("x = 1\r\ny = = 2");
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(LuaSyntaxError);
      expect(error).toMatchObject({
        line: 2,
        start: 10,
        end: 11,
        source: "x = 1\ny = = 2",
        reason: "unexpected symbol near '='",
      });
    }
  });
});
