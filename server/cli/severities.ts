/** `--severity CODE=LEVEL`: how much findings of `check` count. */
import { RULES } from "../../compiler/check/index.ts";
import { LEVELS, type Level } from "../../compiler/diagnostics.ts";
import { EXIT, OperatorError } from "../operator-error.ts";

/** Levels by code, the last word for each. Throws an OperatorError that names what is known. */
export function severitiesOf(texts: readonly string[]): Readonly<Record<string, Level>> {
  return Object.fromEntries(texts.map(severityOf));
}

function severityOf(text: string): [string, Level] {
  const [code = "", word = ""] = text.split("=", 2);
  if (!RULES.some((rule) => rule.code === code)) {
    const codes = RULES.map((rule) => rule.code).join(", ");
    throw new OperatorError(`--severity ${text}: expected CODE=LEVEL, found no rule "${code}"; known are ${codes}`, EXIT.usage);
  }
  const level = LEVELS.find((known) => known === word);
  if (level !== undefined) return [code, level];
  throw new OperatorError(`--severity ${text}: expected one of ${LEVELS.join(", ")} after =, found "${word}"`, EXIT.usage);
}
