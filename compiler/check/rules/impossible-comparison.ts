import type { BinaryExpression, Expression } from "../../ast.ts";
import type { HelperResult, ValueShape } from "../contract-values.ts";
import type { Rule } from "../rule.ts";

type LuaType = "nil" | "boolean" | "number" | "string" | "table";

/** Lua compares values of different types as different, and refuses to order them. */
export const impossibleComparison: Rule = {
  code: "impossible-comparison",
  severity: "warning",
  about: "A value from VPOP3 is compared with one of a type that it never has.",
  create(context) {
    const { values } = context;
    return {
      expression: (e) => {
        if (e.kind !== "Binary" || OUTCOMES[e.operator] === undefined) return;
        examine(e, e.left, e.right);
        examine(e, e.right, e.left);
      },
    };

    function examine(e: BinaryExpression, value: Expression, literal: Expression): void {
      const type = literalType(literal);
      const shapes = type === undefined ? undefined : values.shapesOf(value);
      if (type === undefined || shapes === undefined || shapes.length === 0) return;
      const types = shapes.map(typeOf);
      if (types.includes(undefined) || types.includes(type)) return;
      const usual = types.filter((one) => one !== "nil");
      const names = [...new Set(usual.length > 0 ? usual : types)].map((one) => (one === undefined ? "" : NAMES[one]));
      const text = context.chunk.source.slice(value.start, value.end);
      const shown = text.length > 40 || text.includes("\n") ? "this" : `'${text}'`;
      context.report(e, `${shown} is ${names.join(" or ")}, never ${NAMES[type]}: ${OUTCOMES[e.operator]}`, {
        hint: otherResult(values.resultOf(value), type) ?? conversion(usual, literal),
      });
    }
  },
};

const OUTCOMES: Readonly<Partial<Record<BinaryExpression["operator"], string>>> = {
  "==": "they are never equal",
  "~=": "they always differ",
  "<": "comparing them is an error",
  "<=": "comparing them is an error",
  ">": "comparing them is an error",
  ">=": "comparing them is an error",
};

const NAMES: Readonly<Record<LuaType, string>> = {
  nil: "nil",
  boolean: "true or false",
  number: "a number",
  string: "a string",
  table: "a table",
};

function literalType(e: Expression): LuaType | undefined {
  switch (e.kind) {
    case "Nil":
      return "nil";
    case "Boolean":
      return "boolean";
    case "Number":
      return "number";
    case "String":
      return "string";
    default:
      return undefined;
  }
}

/** Undefined: any. */
function typeOf(shape: ValueShape): LuaType | undefined {
  if (typeof shape === "object") return "table";
  switch (shape) {
    case "true":
    case "false":
      return "boolean";
    case "reply":
    case "lines":
      return "string";
    case "map":
      return "table";
    case "any":
      return undefined;
    default:
      return shape;
  }
}

/** `VPOP3.GetSetting("x") == "1"`: the value is the second result. */
function otherResult(found: HelperResult | undefined, type: LuaType): string | undefined {
  if (found === undefined) return undefined;
  const { name, helper, position } = found;
  const ofType = (wanted: LuaType, use: (result: string) => string): string | undefined => {
    for (const { values } of helper.results) {
      const at = values.findIndex(({ shape }, i) => i !== position && typeOf(shape) === wanted);
      const names = values.slice(0, at + 1).map((value) => value.name);
      const last = names.at(-1);
      if (last !== undefined)
        return `it gives several results: \`local ${names.join(", ")} = ${name}(...)\`, then compare \`${use(last)}\``;
    }
    return undefined;
  };
  return (
    ofType(type, (result) => result) ?? (type === "number" ? ofType("string", (result) => `tonumber(${result})`) : undefined)
  );
}

/** What to write instead of the literal. */
function conversion(types: readonly (LuaType | undefined)[], literal: Expression): string | undefined {
  if (types.includes("string") && literal.kind === "Number") return `write "${literal.raw}" to compare texts, or use tonumber`;
  if (types.includes("number") && literal.kind === "String" && /^\s*\d+\s*$/.test(literal.value))
    return `write ${literal.value.trim()}, without quotes`;
  if (types.includes("boolean")) return "ask for it alone: `if x then`, `if not x then`";
  return undefined;
}
