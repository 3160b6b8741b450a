/** The finished text of a module, put together of what it has come to use. */
import type { OwnFunction } from "../../runtime/script-info.ts";
import type { FunctionBody } from "../ast.ts";
import type { DoorType, DoorValue } from "./door.ts";
import type { Lines } from "./lines.ts";
import type { Module } from "./module.ts";
import { addOwnFunction, imported, isOwnFunction } from "./own-functions.ts";
import { addOwnOperator, type OwnOperator } from "./own-operators.ts";
import { stringLiteral } from "./text.ts";

/** What stands at the level of the module and of the chunk besides functions. */
interface Parts {
  /** Globals by name, variables by name with their types, patterns by site. */
  readonly cells: ReadonlyMap<string, string>;
  readonly chunkVariables: ReadonlyMap<string, string>;
  readonly patterns: ReadonlyMap<string, string>;
  readonly fields: ReadonlySet<string>;
  readonly lifted: ReadonlySet<FunctionBody>;
  readonly operators: ReadonlySet<OwnOperator>;
  readonly own: ReadonlySet<OwnFunction>;
  /** What is taken of the door. It grows while the text is put together. */
  readonly values: ReadonlySet<DoorValue>;
  readonly types: ReadonlySet<DoorType>;
}

/** A call has at most 65 535 arguments. */
const NAMES_A_CALL = 10_000;

/**
 * The finished lines, marks included: with types as a module that imports the door, in JavaScript as a script whose value is a factory over the door,
 * which is how it runs.
 */
export function assemble(module: Module, parts: Parts): Lines {
  const { types, fileName, dialect, compilerVersion } = module.options;
  const environment = types ? `: ${module.useType("Environment")}` : "";
  const result = types ? `: ${module.useType("LuaFunction")}` : "";
  const body = module.newLines();
  body.indent();
  if (module.environment === "own")
    body.add(
      `const running$ = ${module.use("runningEnvironments")}(${module.use("at")}), environment$ = new ${module.use("Box")}(env.table);`,
    );
  for (const upvalue of module.chunk.body.info.upvalues)
    body.add(`const ${module.nameOf(upvalue)} = new ${module.use("Box")}(env.table);`);
  if (module.environment === "shared") body.add(`let environment$ = env.table;`);
  for (const [name, cell] of parts.cells) body.add(`const ${cell} = env.cell(${stringLiteral(name)});`);
  for (const [name, type] of parts.chunkVariables)
    body.add(`let ${name}${types ? `${type === "Value" ? "" : "!"}: ${module.useTypesIn(type)}` : ""};`);
  for (const [name, method] of module.methods?.used() ?? []) {
    // What does not stand at this level after all (a jump leads back before it) is no method: nothing is equal to `none`.
    const value = parts.lifted.has(method) ? module.closures.get(method) : undefined;
    body.add(`const ${name}${types ? `: ${module.useType("LuaFunction")}` : ""} = ${value ?? module.use("none")};`);
  }
  if (module.single) body.add("let started = false;");
  if (!body.isEmpty) body.add("");
  body.addAll(module.functions);
  const main = module.debugging ? module.debugMain : "main";
  body.add(module.environment === "own" ? `return ${module.use("bindEnvironment")}(${main}, environment$);` : `return ${main};`);
  const head = module.newLines();
  const names = [...parts.fields].map(stringLiteral);
  for (let i = 0; i < names.length; i += NAMES_A_CALL)
    head.add(`${module.use("fields")}(${names.slice(i, i + NAMES_A_CALL).join(", ")});`);
  for (const [site, name] of parts.patterns) head.add(`const ${name} = ${module.use("patternSite")}(${site});`);
  module.shapes.addTo(head, types);
  for (const helper of parts.operators) addOwnOperator(head, helper, types, module);
  module.inherited?.addTo(head, types, module);
  if (types && parts.own.size > 0)
    head.add("// The runtime's small functions, copied: they do the usual case, the runtime all others.");
  const defined = { indexing: module.indexing !== undefined, calling: module.calling };
  for (const name of [...parts.own].sort()) addOwnFunction(head, name, types, module, defined);
  const values = (separator: " as " | ": "): string[] =>
    [...parts.values].sort().map((name) => imported(name, isOwnFunction(name) && parts.own.has(name), separator));
  if (!types)
    return together(
      module,
      '"use strict";',
      `(({ ${values(": ").join(", ")} }) => {`,
      head,
      "return (function chunk(env) {",
      body,
      "});",
      "})",
    );
  const title = `// Compiled by Moonpost ${compilerVersion} from ${printable(fileName)} (Lua dialect ${dialect}).`;
  const asValues: ReadonlySet<string> = parts.values;
  const typeNames = [...parts.types].filter((name) => !asValues.has(name)).sort();
  const imports = [...typeNames.map((name) => `type ${name}`), ...values(" as ")];
  return together(
    module,
    title,
    ...(imports.length > 0 ? [`import { ${imports.join(", ")} } from "moonpost/runtime";`] : []),
    "",
    head,
    ...(head.isEmpty ? [] : [""]),
    ...fieldDeclarations(parts.fields),
    `export default function chunk(env${environment})${result} {`,
    body,
    "}",
  );
}

function together(module: Module, ...parts: readonly (string | Lines)[]): Lines {
  const lines = module.newLines();
  for (const part of parts) {
    if (typeof part === "string") lines.add(part);
    else lines.addAll(part);
  }
  return lines;
}

/** TypeScript does not apply an index signature of the global Function to function types, so fields are declared one by one. */
function fieldDeclarations(fields: ReadonlySet<string>): readonly string[] {
  if (fields.size === 0) return [];
  const declared = [...fields].map((field) => `    readonly $${field}?: undefined;`);
  return ["declare global {", "  interface Function {", ...declared, "  }", "}", ""];
}

/** A file name that cannot end the comment it stands in. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7E]/g, "?");
}
