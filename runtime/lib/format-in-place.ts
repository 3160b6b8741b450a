/**
 * Single directives of `string.format` without flags and width, which emitted code puts together where the format is a constant
 * (format-intrinsic.ts of the compiler). Each takes the value and the argument's number; what is not one of the usual values goes the way
 * of `format` itself.
 *
 * Named as the function whose part they are, for tracebacks.
 */
import { fixedForm } from "../decimal.ts";
import { rt } from "../machine.ts";
import { numberToString } from "../number.ts";
import { isTextItself } from "../tostring.ts";
import type { Value } from "../value.ts";
import { formatGeneral, type Specification } from "./format.ts";
import { formatValue, SPRINTF_LENGTH } from "./string-format.ts";

function plain(conversion: string, precision = -1): Specification {
  return {
    conversion,
    left: false,
    plus: false,
    space: false,
    alternative: false,
    zero: false,
    width: 0,
    precision,
    plain: true,
  };
}

const TEXT = plain("s");
const QUOTED = plain("q");
const INTEGER = plain("d");
const HEXADECIMAL = plain("x");

function unusual(value: Value, specification: Specification, n: number): string {
  return formatValue(value, specification, n, n, rt.realm.stringRules);
}

export interface Directives {
  s(value: Value, n: number): string;
  q(value: Value, n: number): string;
  d(value: Value, n: number): string;
  x(value: Value, n: number): string;
  f(value: Value, n: number, precision: number): string;
  g(value: Value, n: number, precision: number): string;
  /** The text of an integer with zeros behind its sign, so that it has this width. */
  zeros(text: string, width: number): string;
}

export const directive: Directives = {
  s: function format(value, n) {
    if (!isTextItself(value)) return unusual(value, TEXT, n);
    if (typeof value === "string" && (value.length >= SPRINTF_LENGTH || !value.includes("\0"))) return value;
    return typeof value === "number" ? numberToString(value) : unusual(value, TEXT, n);
  },
  q: function format(value, n) {
    return unusual(value, QUOTED, n);
  },
  d: function format(value, n) {
    return typeof value === "number" && (value | 0) === value ? `${value}` : unusual(value, INTEGER, n);
  },
  x: function format(value, n) {
    return typeof value === "number" && (value | 0) === value && value >= 0 ? value.toString(16) : unusual(value, HEXADECIMAL, n);
  },
  f: function format(value, n, precision) {
    // Below, rounding costs nothing and no sign is to be kept of a zero.
    if (typeof value === "number" && value > 0 && value < USUAL && precision > 0 && precision <= USUAL_PRECISION)
      return fixedForm(value, precision);
    return unusual(value, plain("f", precision), n);
  },
  g: function format(value, n, precision) {
    return typeof value === "number" && value > -USUAL && value < USUAL && precision <= USUAL_PRECISION
      ? formatGeneral(value, precision)
      : unusual(value, plain("g", precision), n);
  },
  zeros(text, width) {
    return text.startsWith("-") ? `-${text.slice(1).padStart(width - 1, "0")}` : text.padStart(width, "0");
  },
};

/** Numbers and precisions for which a format costs no more than others. */
const USUAL = 1e17;
const USUAL_PRECISION = 17;
