function a(i: number, j: number): number {
  const ij = i + j - 1;
  return 1 / (ij * (ij - 1) * 0.5 + i);
}
function av(x: number[], y: number[], n: number): void {
  for (let i = 1; i <= n; i++) {
    let sum = 0;
    for (let j = 1; j <= n; j++) sum += (x[j - 1] as number) * a(i, j); // j is in range
    y[i - 1] = sum;
  }
}
function atv(x: number[], y: number[], n: number): void {
  for (let i = 1; i <= n; i++) {
    let sum = 0;
    for (let j = 1; j <= n; j++) sum += (x[j - 1] as number) * a(j, i); // j is in range
    y[i - 1] = sum;
  }
}
export const size = 500;
export function bench(n: number): string {
  const u: number[] = [];
  const v: number[] = [];
  const t: number[] = [];
  for (let i = 0; i < n; i++) u.push(1);
  for (let i = 0; i < 10; i++) {
    av(u, t, n);
    atv(t, v, n);
    av(v, t, n);
    atv(t, u, n);
  }
  let vBv = 0;
  let vv = 0;
  for (const [i, vi] of v.entries()) {
    vBv += (u[i] as number) * vi; // as long as v
    vv += vi * vi;
  }
  return Math.sqrt(vBv / vv).toFixed(9);
}
