/** The rules of the house that can be checked by reading the sources (ARCHITECTURE.md): which room may know which, and what no file may have. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

interface Import {
  /** Relative to the root, or the package's name. */
  readonly target: string;
  /** Erased before the code runs. */
  readonly typeOnly: boolean;
}

interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
}

const sources: readonly Source[] = ["compiler", "runtime", "server"].flatMap((room) =>
  readdirSync(join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readSource(join(room, name))),
);

function readSource(path: string): Source {
  const text = readFileSync(join(ROOT, path), "utf8");
  const found = text.matchAll(/^(?:import|export)( type)?\s+(?:([^;"']*?)\s+from\s+)?"([^"]+)"/gm);
  const imports = [...found].map(([, typed, names = "", target = ""]) => ({
    target: target.startsWith(".") ? normalize(join(dirname(path), target)) : target,
    typeOnly: typed !== undefined || isTypesOnly(names),
  }));
  return { path, text, imports };
}

/** `{ type A, type B }` */
function isTypesOnly(names: string): boolean {
  const inner = /^\{(.*)\}$/s.exec(names.trim())?.[1];
  const all = inner?.split(",").map((name) => name.trim());
  return all?.every((name) => name === "" || name.startsWith("type ")) === true;
}

/** `path → target` for every import of a room that is not allowed. */
function offending(room: string, isAllowed: (imported: Import, path: string) => boolean): string[] {
  return sources
    .filter(({ path }) => path.startsWith(`${room}/`))
    .flatMap(({ path, imports }) => imports.filter((one) => !isAllowed(one, path)).map(({ target }) => `${path} → ${target}`));
}

test("there are sources to look at", () => {
  expect(sources.length).toBeGreaterThan(100);
});

describe("arrows between rooms", () => {
  test("the runtime knows nothing but itself", () => {
    expect(offending("runtime", ({ target }) => target.startsWith("runtime/"))).toEqual([]);
  });

  test("the compiler knows itself, types and the contract of the runtime; only what evaluates touches Node", () => {
    const outside: Readonly<Record<string, readonly string[]>> = {
      "compiler/evaluate.ts": ["node:vm"],
      "compiler/version.ts": ["#package"],
    };
    const isAllowed = ({ target, typeOnly }: Import, path: string) =>
      target.startsWith("compiler/") ||
      target.startsWith("runtime/vpop3/contract") ||
      (typeOnly && target.startsWith("runtime/")) ||
      outside[path]?.includes(target) === true;
    // The checker asks the library tables for the names that each dialect has.
    const isLibraryName = ({ target }: Import, path: string) =>
      path === "compiler/check/known-names.ts" && target.startsWith("runtime/lib/");
    expect(offending("compiler", (one, path) => isAllowed(one, path) || isLibraryName(one, path))).toEqual([]);
  });

  test("nothing in the server but the command line and its start knows the command line", () => {
    const isAllowed = ({ target }: Import, path: string) => !target.startsWith("server/cli/") || path.startsWith("server/cli/");
    expect(offending("server", isAllowed)).toEqual([]);
  });
});

test("no file imports itself by a detour", () => {
  const graph = new Map(
    sources.map(({ path, imports }) => [path, imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target)]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    else if (!done.has(path)) for (const target of graph.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  expect(cycles).toEqual([]);
});

test("no module has variables that change", () => {
  expect(sources.filter(({ text }) => /^(?:export )?(?:let|var) /m.test(text)).map(({ path }) => path)).toEqual([]);
});

test("files are named in kebab-case, after what they hold", () => {
  const bad = sources
    .map(({ path }) => path)
    .filter((path) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*(\.d)?\.ts$/.test(path) || /\b(utils?|helpers?|common|misc)\b/.test(path));
  expect(bad).toEqual([]);
});

test("exported functions tell their callers what they get", () => {
  // Before it stands the docstring, a remark for the linter, or the line above it of an overloaded one.
  const untold = /^(?!.*\*\/$|\/\/|export function).*\nexport (?:async )?function\*? (\w+)/gm;
  const names = sources.flatMap(({ path, text }) => [...text.matchAll(untold)].map(([, name]) => `${path}: ${name}`));
  expect(names).toEqual([]);
});

test("methods of exported classes do so too, but those that an interface or an overridden one explains", () => {
  const files = sources.map(({ path, text }) => ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  const interfaces = new Map(
    files.flatMap(({ statements }) =>
      statements.filter(ts.isInterfaceDeclaration).map(({ name, members }) => [name.text, members.map(nameOf)] as const),
    ),
  );
  const names = files.flatMap((file) =>
    exportedClasses(file).flatMap((one) =>
      untoldMembers(one, interfaces).map((name) => `${file.fileName}: ${one.name?.text}.${name}`),
    ),
  );
  expect(names).toEqual([]);
});

function exportedClasses({ statements }: ts.SourceFile): readonly ts.ClassDeclaration[] {
  return statements
    .filter(ts.isClassDeclaration)
    .filter(({ modifiers }) => modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true);
}

/** Methods and accessors that others may call and that nothing explains. Of a getter and its setter one is told. */
function untoldMembers(
  { members, heritageClauses }: ts.ClassDeclaration,
  interfaces: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const parents = heritageClauses?.flatMap(({ types }) => types.map(({ expression }) => expression.getText())) ?? [];
  const told = new Set(parents.flatMap((name) => interfaces.get(name) ?? []));
  const callable = members.filter((one) => ts.isMethodDeclaration(one) || ts.isAccessor(one)).filter(isCallable);
  for (const one of callable) if (ts.getJSDocCommentsAndTags(one).length > 0) told.add(nameOf(one));
  return callable.map(nameOf).filter((name) => !told.has(name));
}

function isCallable({ name, modifiers }: ts.MethodDeclaration | ts.AccessorDeclaration): boolean {
  const isHidden = ({ kind }: ts.ModifierLike) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.OverrideKeyword;
  return !ts.isPrivateIdentifier(name) && modifiers?.some(isHidden) !== true;
}

function nameOf({ name }: ts.NamedDeclaration): string {
  return name?.getText() ?? "";
}

/** All that is loaded with a file: the sources, and packages and Node's modules by their names. What a function imports when it runs does not count. */
function loadedWith(path: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const source = sources.find((one) => one.path === path);
  for (const { target, typeOnly } of source?.imports ?? []) if (!typeOnly) loadedWith(target, seen);
  return seen;
}

describe("a command loads what it needs and nothing else, for all of it is time before its first answer", () => {
  const toRun = ["#package", "node:inspector", "node:os", "node:path", "node:url", "node:v8", "node:vm"];
  test.each([
    ["main", [], ["compiler/", "runtime/"]],
    ["command-line", ["#package", "commander", "node:url"], ["compiler/"]],
    ["run-command", toRun, ["compiler/check/"]],
    ["lua-command", toRun, ["compiler/check/"]],
    ["check-command", ["#package", "node:path", "node:url", "node:v8"], ["compiler/emit/", "compiler/analyse/static-types.ts"]],
    ["inspect-command", ["#package", "node:path", "node:vm"], ["compiler/check/", "runtime/table.ts"]],
    [
      "status-command",
      ["#package", "node:fs", "node:fs/promises", "node:os", "node:path", "node:url", "zod"],
      ["compiler/emit/"],
    ],
  ] as const)("%s", (command, libraries, unwanted) => {
    const loaded = [...loadedWith(`server/cli/${command}.ts`)];
    expect(loaded.filter((name) => !name.endsWith(".ts")).sort()).toEqual(libraries);
    expect(loaded.filter((name) => unwanted.some((prefix) => name.startsWith(prefix)))).toEqual([]);
  });
});
