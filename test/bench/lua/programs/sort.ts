export const size = 50_000;
export function bench(n: number): string {
  const list: { key: number; name: string }[] = [];
  let seed = 42;
  for (let i = 1; i <= n; i++) {
    seed = (seed * 16807) % 2147483647;
    list.push({ key: seed, name: `n${i}` });
  }
  list.sort((a, b) => a.key - b.key);
  return `${list[0]?.name} ${list.at(-1)?.name}`;
}
