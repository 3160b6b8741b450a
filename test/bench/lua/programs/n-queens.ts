function ok(a: number[], n: number, c: number): boolean {
  for (let i = 1; i < n; i++) {
    const ai = a[i] as number; // i is in range
    if (ai === c || ai - i === c - n || ai + i === c + n) return false;
  }
  return true;
}
function add(a: number[], n: number, size: number): number {
  if (n > size) return 1;
  let found = 0;
  for (let c = 1; c <= size; c++) {
    if (ok(a, n, c)) {
      a[n] = c;
      found += add(a, n + 1, size);
    }
  }
  return found;
}
export const size = 10;
export const bench = (n: number): number => add([0], 1, n);
