const words: string[] = [];
for (let i = 1; i <= 400; i++) words.push(`word${(i * 7919) % 1000}`);
const text = words.join(" ");
export const size = 1000;
export function bench(n: number): string {
  const counts = new Map<string, number>();
  for (let i = 1; i <= n; i++) {
    for (const [word] of text.matchAll(/[A-Za-z][A-Za-z0-9]*/g)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const list: string[] = [];
  for (const [word, count] of counts) list.push(`${word}=${count}`);
  list.sort();
  return `${list.length} ${list[0]} ${list.at(-1)}`;
}
