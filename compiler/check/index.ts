/**
 * `moonpost check`: what is wrong or suspicious in a script that parses, by a table of rules.
 */
import { CONTRACT } from "../../runtime/vpop3/contract.ts";
import { globalFunctions } from "../analyse/global-functions.ts";
import type { Chunk } from "../ast.ts";
import { type Diagnostic, diagnosticIn, Positions, sortDiagnostics } from "../diagnostics.ts";
import { contractValues } from "./contract-values.ts";
import { withoutIgnored } from "./ignore-comments.ts";
import { knownNames } from "./known-names.ts";
import type { CheckContext, CheckOptions, ReportDetails, Rule } from "./rule.ts";
import { OTHER_CODES, RULES } from "./rules.ts";
import { visit } from "./visit.ts";

export type { CheckOptions, Rule } from "./rule.ts";
export { RULES } from "./rules.ts";

/** The findings in a chunk, sorted by position, without those that a severity or a comment silences. */
export function check(chunk: Chunk, options: CheckOptions): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const facts = gather(chunk, options);
  const positions = new Positions(chunk.source);
  const reported = new Set<string>();
  const handlers = RULES.flatMap((rule) => {
    const severity = options.severities?.[rule.code] ?? rule.severity;
    if (severity === "off") return [];
    const report: CheckContext["report"] = (place, message, more = {}) => {
      // The same thing twice on a line is said once.
      const key = `${rule.code} ${positions.of(place.start).line} ${message}`;
      if (reported.has(key)) return;
      reported.add(key);
      const severity = severityOf(rule, options, more);
      diagnostics.push(diagnosticIn(options.file, positions, place, { code: rule.code, severity, message, hint: more.hint }));
    };
    return [rule.create({ ...facts, report })];
  });
  visit(chunk, handlers);
  const codes = new Set([...RULES.map((rule) => rule.code), ...OTHER_CODES]);
  return sortDiagnostics(withoutIgnored(diagnostics, chunk, options.file, codes));
}

/** A configured severity wins over all; a rule may report some of its findings more mildly. */
function severityOf(rule: Rule, options: CheckOptions, more: ReportDetails): Diagnostic["severity"] {
  const configured = options.severities?.[rule.code];
  return configured === undefined || configured === "off" ? (more.severity ?? rule.severity) : configured;
}

function gather(chunk: Chunk, options: CheckOptions): Omit<CheckContext, "report"> {
  const globalReads = new Set<string>();
  const targets = new Set<unknown>();
  const facts = {
    chunk,
    options,
    contract: options.kind === undefined ? undefined : CONTRACT[options.kind],
    known: knownNames(options.dialect ?? "vpop3"),
    functions: globalFunctions(chunk),
    globalReads,
  };
  const { note, ...values } = contractValues(facts);
  visit(chunk, [
    {
      statement: (statement) => {
        note(statement);
        if (statement.kind === "Assignment") for (const target of statement.targets) targets.add(target);
      },
      expression: (e) => {
        if (e.kind === "GlobalName" && !targets.has(e)) globalReads.add(e.name);
      },
    },
  ]);
  return { ...facts, values };
}
