/** Prints rows in columns. */

/**
 * The rows with each column as wide as its longest cell, two spaces between columns; the first row is the heading. Lines longer than
 * `width` are cut with an ellipsis (0: never). Control characters, which mail could smuggle to a terminal, come out as `?`.
 */
export function textTable(rows: readonly (readonly string[])[], width: number): string {
  const clean = rows.map((row) => row.map((cell) => cell.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, "?")));
  const widths: number[] = [];
  for (const row of clean) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return clean
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => cut(line.trimEnd(), width))
    .map((line) => `${line}\n`)
    .join("");
}

function cut(line: string, width: number): string {
  return width > 0 && line.length > width ? `${line.slice(0, width - 1)}…` : line;
}
