/** What must hold of an argument before a library function is computed in place, as JavaScript conditions. */
import type { Code, EqualsLiteral } from "./code.ts";
import type { DoorValue } from "./door.ts";

/** A library function computed in place for some arguments. */
export interface InPlace {
  /** Conditions under which `text` is right, in the order in which they are tested. */
  readonly checks: readonly string[];
  readonly text: string;
  /** What the text takes from the runtime. */
  readonly door?: DoorValue;
  readonly equals?: EqualsLiteral;
}

/** The whole number that a literal stands for, undefined for everything else. */
export function wholeLiteral({ text }: Code): number | undefined {
  return /^-?\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Conditions for a string; undefined where it can be none. */
export function stringChecks({ text, type }: Code): readonly string[] | undefined {
  if (type === "string") return [];
  return type === "value" ? [`typeof ${text} === "string"`] : undefined;
}

/** Conditions for a number; undefined where it can be none. */
export function numberChecks({ text, type }: Code): readonly string[] | undefined {
  if (type === "number") return [];
  return type === "value" ? [`typeof ${text} === "number"`] : undefined;
}

/** Whether one of the checks tells what type the value has. */
export function tellType(checks: readonly string[], value: Code): boolean {
  return [stringChecks(value), numberChecks(value)].some((made) => made?.some((check) => checks.includes(check)));
}

/** Conditions for a small whole number, which V8 keeps in a register. */
export function wholeChecks(code: Code): readonly string[] | undefined {
  const checks = numberChecks(code);
  return checks === undefined ? undefined : [...checks, `(${code.text} | 0) === ${code.text}`];
}
