/** Prints rows in columns. */
import { printable } from "../printable.ts";

const GAP = "  ";
/** No column becomes narrower than this to fit the terminal. */
const NARROWEST = 10;

/**
 * The rows with each column as wide as its longest cell; the first row is the heading. If that is wider than `width` (0: any width will do),
 * the widest columns become narrower and their cells are wrapped. Control characters, which mail could smuggle to a terminal, come out
 * as `?`.
 */
export function textTable(rows: readonly (readonly string[])[], width: number): string {
  const clean = rows.map((row) => row.map((cell) => printable(cell).replaceAll(/[\t\n]/g, "?")));
  const widths = fitting(clean, width);
  return clean
    .flatMap((row) => {
      const cells = row.map((cell, column) => wrapped(cell, widths[column] ?? 0));
      const height = Math.max(1, ...cells.map((lines) => lines.length));
      return Array.from({ length: height }, (_, i) =>
        cells.map((lines, column) => (lines[i] ?? "").padEnd(widths[column] ?? 0)).join(GAP),
      );
    })
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

/** The columns' widths: as wide as their cells, or narrower so that all fit. */
function fitting(rows: readonly (readonly string[])[], width: number): number[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  const total = () => widths.reduce((sum, one) => sum + one, 0) + GAP.length * (widths.length - 1);
  while (width > 0 && total() > width) {
    const widest = Math.max(...widths);
    if (widest <= NARROWEST) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

/** The text in lines of at most `width`, cut at spaces where it can. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const space = rest.lastIndexOf(" ", width);
    const cut = space > 0 ? space : width;
    lines.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...lines, rest];
}
