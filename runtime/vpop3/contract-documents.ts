/**
 * What people read of the contract: a page of all hooks, globals and helpers, and annotations for editors that know Lua (the language server's
 * `---@meta` form). Both are made from the tables, so they can't disagree with what the server does; a test keeps the files in `docs/` equal.
 */
import {
  CONTRACT,
  DISABLED,
  type Field,
  type Global,
  HELPERS,
  type Helper,
  type Hook,
  type ReturnedByHelper,
  type ScriptKind,
  type Shape,
} from "./contract.ts";

const KINDS: readonly ScriptKind[] = Object.values(CONTRACT);
const HELPER_ROWS: readonly [string, Helper][] = Object.entries(HELPERS);

/** `docs/hooks.md`. */
export function hooksPage(): string {
  const parts = [
    "# Hooks, globals and helper functions",
    "",
    "Made from the table in `runtime/vpop3/`; change that, not this page. A hook that a script does not define costs nothing. A value that is",
    "not returned, or is of no use, leaves what was. Numbers count as booleans: 0 is false.",
    "",
    "Hooks whose signature no document gives are marked *our reading*.",
    ...KINDS.flatMap(kindSection),
    "",
    "## Helper functions",
    "",
    "| function | gives | since | |",
    "| --- | --- | --- | --- |",
    ...HELPER_ROWS.map(([name, helper]) => helperRow(name, helper)),
    "",
    "## Not there",
    "",
    "| name | instead |",
    "| --- | --- |",
    ...DISABLED.map(({ name, instead }) => `| \`${name}\` | ${cell(instead)} |`),
    "",
  ];
  return parts.join("\n");
}

function kindSection(kind: ScriptKind): string[] {
  const globals = Object.entries(kind.globals);
  return [
    "",
    `## ${kind.file.replace("#", "N")}`,
    "",
    `${kind.about} ${kind.served ? INSTANCES[kind.instance] : NOT_SERVED} Since ${kind.since}.`,
    "",
    "| hook | when | returns, and what holds without | since |",
    "| --- | --- | --- | --- |",
    ...Object.entries(kind.hooks).map(([name, hook]) => hookRow(name, hook)),
    ...(globals.length === 0
      ? []
      : [
          "",
          "| global | direction | type | meaning | since |",
          "| --- | --- | --- | --- | --- |",
          ...globals.map(([name, global]) => globalRow(name, global)),
        ]),
    "",
    ...parameterNotes(kind),
  ];
}

const INSTANCES: Readonly<Record<ScriptKind["instance"], string>> = {
  session: "One instance for each session.",
  pass: "One instance for each pass.",
  call: "One instance for each call.",
  send: "One instance for each time that sending begins.",
};

const NOT_SERVED = "**Not called by `moonpost serve`**, only checked and compiled.";

function hookRow(name: string, hook: Hook): string {
  const parameters = hook.parameters.map((parameter) => parameter.name).join(", ");
  const returns = hook.returns.map((row) => `*${row.name}*: ${row.about}. Without: ${row.absent}`);
  const order = hook.order === "type" ? ["In any order: the table is the table, the string the string"] : [];
  const notes = [hook.documented ? "" : " *Our reading.*", hook.edition === "enterprise" ? " Enterprise." : ""].join("");
  return `| \`${name}(${parameters})\` | ${cell(hook.when)}.${notes} | ${cell([...returns, ...order].join(". ") || "nothing")} | ${hook.since} |`;
}

function globalRow(name: string, global: Global): string {
  const only = global.only === undefined ? "" : ` Only around \`${global.only}\`.`;
  return `| \`${name}\` | ${global.direction} | ${cell(shapeText(global.shape))} | ${cell(global.about)}.${only} | ${global.since} |`;
}

function helperRow(name: string, helper: Helper): string {
  const parameters = helper.parameters
    .map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name))
    .join(", ");
  const results = helper.results
    .map(({ when, values }) => `${when === "always" ? "" : `${when}: `}${values.map(resultText).join(", ") || "nothing"}`)
    .join("; ");
  const where = helper.available === "message" ? " Only in ProcessMessage." : "";
  return `| \`${name}(${parameters})\` | ${cell(results)} | ${helper.since} | ${cell(helper.about)}${where}${helper.waits ? " Waits without holding up others." : ""} |`;
}

/** A constant as itself, anything else by its name. */
function resultText({ name, shape }: ReturnedByHelper): string {
  return shape === "nil" || shape === "true" || shape === "false" ? shape : name;
}

/** Each parameter of each hook with its meaning, once for hooks that share them. */
function parameterNotes(kind: ScriptKind): string[] {
  const hooksByParameters = new Map<Hook["parameters"], string[]>();
  for (const [name, hook] of Object.entries(kind.hooks)) {
    if (hook.parameters.length > 0)
      hooksByParameters.set(hook.parameters, [...(hooksByParameters.get(hook.parameters) ?? []), name]);
  }
  return [...hooksByParameters].flatMap(([parameters, names]) => [
    `**${names.join(", ")}**`,
    "",
    ...parameters.map((parameter) => `- ${fieldNote(parameter.name, parameter)}`),
    ...fieldNotes(parameters.map(({ shape }) => shape)),
    "",
  ]);
}

function fieldNotes(shapes: readonly Shape[]): string[] {
  return shapes.flatMap((shape) => {
    if (typeof shape !== "object") return [];
    if ("listOf" in shape) return fieldNotes([shape.listOf]);
    if (!("record" in shape)) return [];
    return Object.entries(shape.record).map(([name, field]) => `  - ${fieldNote(name, field)}`);
  });
}

function fieldNote(name: string, { shape, about, since }: Field): string {
  return `\`${name}\` (${shapeText(shape)}): ${about}${since === undefined ? "" : `; since ${since}`}`;
}

function shapeText(shape: Shape): string {
  if (typeof shape !== "object") return SHAPES[shape];
  if ("listOf" in shape) return `list of ${typeof shape.listOf === "object" ? "tables" : `${SHAPES[shape.listOf]}s`}`;
  return "mapOf" in shape ? "table by name" : "table";
}

const SHAPES = {
  string: "string",
  number: "number",
  boolean: "boolean",
  reply: "SMTP reply",
  lines: "string or list of lines",
  map: "table by name, whatever the case",
  any: "value",
} as const;

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}

/** `docs/vpop3.lua`: for Lua's language server. */
export function luaAnnotations(): string {
  const globals = KINDS.flatMap((kind) =>
    Object.entries(kind.globals).map(([name, global]) => globalAnnotation(kind, name, global)),
  );
  const helpers = HELPER_ROWS.map(([name, helper]) => helperAnnotation(name, helper));
  const hooks = KINDS.flatMap((kind) => Object.entries(kind.hooks).map(([name, hook]) => hookAnnotation(kind, name, hook)));
  return `${["---@meta", "-- VPOP3's interface for editors. Made from the table in runtime/vpop3/; change that, not this file.", "", "VPOP3 = {}", "VPOP3Net = {}", "", ...unique(globals), "", ...helpers, ...hooks].join("\n")}\n`;
}

/** Scripts share names of globals (`UseBATV`); one annotation for each name. */
function unique(lines: readonly { readonly name: string; readonly text: string }[]): string[] {
  return [...new Map(lines.map(({ name, text }) => [name, text])).values()];
}

function globalAnnotation(kind: ScriptKind, name: string, { shape, about, direction }: Global) {
  return { name, text: `---${about} (${kind.file.replace("#", "N")}, ${direction})\n---@type ${luaType(shape)}\n${name} = nil` };
}

function helperAnnotation(name: string, helper: Helper): string {
  const most = helper.results.reduce<Helper["results"][number] | undefined>(
    (a, b) => (a === undefined || b.values.length > a.values.length ? b : a),
    undefined,
  );
  const returns = (most?.values ?? []).map((value, i) => `---@return ${helperTypes(helper, i)} ${value.name}`);
  const parameters = helper.parameters.map(
    (one) => `---@param ${one.name}${one.optional ? "?" : ""} ${luaType(one.shape)} ${one.about}`,
  );
  return [
    `---${helper.about} (since ${helper.since})`,
    ...parameters,
    ...returns,
    `function ${name}(${helper.parameters.map((one) => one.name).join(", ")}) end`,
    "",
  ].join("\n");
}

function helperTypes(helper: Helper, i: number): string {
  const types = helper.results.map(({ values }) => {
    const shape = values[i]?.shape;
    return shape === undefined || shape === "nil" ? "nil" : shape === "true" || shape === "false" ? "boolean" : luaType(shape);
  });
  return [...new Set(types)].join("|");
}

/** Hooks are annotated as function types: a script defines them, and several scripts have hooks of one name. */
function hookAnnotation(kind: ScriptKind, name: string, hook: Hook): string {
  const parameters = hook.parameters.map((one) => `${one.name}: ${luaType(one.shape)}`).join(", ");
  const returns = hook.returns.map((row) => `${luaType(row.shape)}?`).join(", ");
  const type = `${kind.file.replace(/(_#)?\.lua$/, "")}.${name}`;
  return `---@alias ${type} fun(${parameters})${returns === "" ? "" : `: ${returns}`} ${hook.when} (since ${hook.since})\n`;
}

function luaType(shape: Shape): string {
  if (typeof shape === "object") {
    if ("listOf" in shape) return typeof shape.listOf === "object" ? "table[]" : `${luaType(shape.listOf)}[]`;
    return "mapOf" in shape ? `table<string, ${luaType(shape.mapOf)}>` : "table";
  }
  switch (shape) {
    case "reply":
      return "string";
    case "lines":
      return "string|string[]";
    case "map":
      return "table<string, string>";
    default:
      return shape;
  }
}
