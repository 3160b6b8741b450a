export const size = 9;
export function bench(n: number): string {
  const p: number[] = [0];
  const q: number[] = [0];
  const s: number[] = [0];
  const at = (list: number[], i: number): number => list[i] as number; // all indices are in range
  let sign = 1;
  let maxflips = 0;
  let sum = 0;
  for (let i = 1; i <= n; i++) {
    p.push(i);
    q.push(i);
    s.push(i);
  }
  for (;;) {
    let q0 = at(p, 1);
    if (q0 !== 1) {
      for (let i = 2; i <= n; i++) q[i] = at(p, i);
      let flips = 1;
      for (;;) {
        const qq = at(q, q0);
        if (qq === 1) {
          sum += sign * flips;
          if (flips > maxflips) maxflips = flips;
          break;
        }
        q[q0] = q0;
        if (q0 >= 4) {
          let i = 2;
          let j = q0 - 1;
          do {
            const t = at(q, i);
            q[i] = at(q, j);
            q[j] = t;
            i++;
            j--;
          } while (i < j);
        }
        q0 = qq;
        flips++;
      }
    }
    if (sign === 1) {
      const t = at(p, 1);
      p[1] = at(p, 2);
      p[2] = t;
      sign = -1;
    } else {
      const t = at(p, 2);
      p[2] = at(p, 3);
      p[3] = t;
      sign = 1;
      for (let i = 3; i <= n; i++) {
        const sx = at(s, i);
        if (sx !== 1) {
          s[i] = sx - 1;
          break;
        }
        if (i === n) return `${sum} ${maxflips}`;
        s[i] = i;
        const first = at(p, 1);
        for (let j = 1; j <= i; j++) p[j] = at(p, j + 1);
        p[i + 1] = first;
      }
    }
  }
}
