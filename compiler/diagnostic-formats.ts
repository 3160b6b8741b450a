/** Diagnostics as text for people, as JSON, and as SARIF 2.1.0 for code scanning services. */
import { codeFrame, coloured, linesOfText, severityColour } from "./code-frame.ts";
import { type Diagnostic, type Severity, sortDiagnostics } from "./diagnostics.ts";

export interface TextOptions {
  readonly ansi: boolean;
  /** The text of each file, for the code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * One paragraph a diagnostic, sorted:
 * ```
 * smtpsvr.lua:12:6: error: 'then' expected near '=' [assignment-in-condition]
 * > 12 | if x = 1 then
 *      |      ^
 *   hint: compare with `==`; `=` only assigns
 * ```
 */
export function formatText(diagnostics: readonly Diagnostic[], options: TextOptions): string {
  const lines = new Map<string, readonly string[]>();
  return sortDiagnostics(diagnostics)
    .map((diagnostic) => {
      const { file, line, column, severity, message, code, hint } = diagnostic;
      const { ansi } = options;
      const source = options.sources.get(file);
      const parts = [
        `${coloured(`${file}:${line}:${column}:`, ansi, "1")} ${coloured(`${severity}:`, ansi, severityColour(severity), "1")} ${message} ${coloured(`[${code}]`, ansi, "90")}`,
      ];
      if (source !== undefined) {
        const known = lines.get(file) ?? linesOfText(source);
        lines.set(file, known);
        parts.push(codeFrame(known, diagnostic, { ansi }));
      }
      if (hint !== undefined) parts.push(`  ${coloured("hint:", ansi, "36")} ${hint}`);
      return parts.join("\n");
    })
    .join("\n\n");
}

/** `3 errors, 1 warning`, or `no problems`. */
export function summary(diagnostics: readonly Diagnostic[]): string {
  const count = (severity: Severity, word: string) => {
    const n = diagnostics.filter((d) => d.severity === severity).length;
    return n === 0 ? [] : [`${n} ${word}${n === 1 || word === "info" ? "" : "s"}`];
  };
  const parts = [...count("error", "error"), ...count("warning", "warning"), ...count("info", "info")];
  return parts.length === 0 ? "no problems" : parts.join(", ");
}

/** A JSON array of the diagnostics, sorted, two spaces to a level. */
export function formatJson(diagnostics: readonly Diagnostic[]): string {
  return JSON.stringify(sortDiagnostics(diagnostics), undefined, 2);
}

const LEVELS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", info: "note" };

/** What SARIF tells of a rule. */
export interface RuleDescription {
  readonly code: string;
  readonly severity: Severity;
  readonly about: string;
}

/** A path as a URI: a relative reference, or a `file:` URL of an absolute path (SARIF 2.1.0 §3.4.3). */
function uriOf(path: string): string {
  const [, drive, rest = ""] = /^([A-Za-z]:)?(.*)$/s.exec(path) ?? [];
  const encoded = rest.split(/[\\/]/).map(encodeURIComponent).join("/");
  if (drive !== undefined) return `file:///${drive}${encoded}`;
  return encoded.startsWith("/") ? `file://${encoded}` : encoded;
}

/** A SARIF 2.1.0 log of one run. */
export function formatSarif(
  diagnostics: readonly Diagnostic[],
  tool: { readonly version: string; readonly rules: readonly RuleDescription[] },
): string {
  const sorted = sortDiagnostics(diagnostics);
  const rules = [...tool.rules];
  for (const { code, severity, message } of sorted) {
    if (!rules.some((rule) => rule.code === code)) rules.push({ code, severity, about: message });
  }
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "moonpost",
            version: tool.version,
            rules: rules.map(({ code, severity, about }) => ({
              id: code,
              shortDescription: { text: about },
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: "unicodeCodePoints",
        results: sorted.map((d) => ({
          ruleId: d.code,
          ruleIndex: rules.findIndex((rule) => rule.code === d.code),
          level: LEVELS[d.severity],
          message: { text: d.hint === undefined ? d.message : `${d.message} (${d.hint})` },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(d.file) },
                region: { startLine: d.line, startColumn: d.column, endLine: d.endLine, endColumn: d.endColumn },
              },
            },
          ],
        })),
      },
    ],
  };
  return JSON.stringify(log, undefined, 2);
}
