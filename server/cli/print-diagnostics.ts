/** Prints diagnostics in the form that was asked for. */
import { RULES } from "../../compiler/check/index.ts";
import { formatJson, formatSarif, formatText, summary } from "../../compiler/diagnostic-formats.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import type { ScriptText } from "../scripts/script-folder.ts";
import { VERSION } from "../version.ts";

export type DiagnosticFormat = "text" | "json" | "sarif";

/** Writes to stdout; as text with code frames from `texts` and a closing line that counts. */
export function printDiagnostics(
  diagnostics: readonly Diagnostic[],
  texts: readonly ScriptText[],
  format: DiagnosticFormat,
): void {
  process.stdout.write(`${diagnosticsText(diagnostics, texts, format)}\n`);
}

function diagnosticsText(diagnostics: readonly Diagnostic[], texts: readonly ScriptText[], format: DiagnosticFormat): string {
  switch (format) {
    case "json":
      return formatJson(diagnostics);
    case "sarif":
      return formatSarif(diagnostics, { version: VERSION, rules: RULES });
    case "text": {
      const ansi = process.stdout.isTTY && process.stdout.hasColors();
      const sources = new Map(texts.map(({ file, text }) => [file, text]));
      const listed = formatText(diagnostics, { ansi, sources });
      return `${listed}${listed && "\n\n"}${texts.length} script${texts.length === 1 ? "" : "s"}: ${summary(diagnostics)}`;
    }
  }
}
