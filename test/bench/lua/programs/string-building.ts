export const size = 50_000;
export function bench(n: number): number {
  const parts: string[] = [];
  for (let i = 1; i <= n; i++) {
    let line = `line ${i}: `;
    for (let j = 1; j <= 5; j++) line += `<${j}>`;
    parts.push(line);
  }
  const text = parts.join("\n");
  let s = "";
  for (let i = 1; i <= 1000; i++) s += "x";
  return text.length + s.length;
}
