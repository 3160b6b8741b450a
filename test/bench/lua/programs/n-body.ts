interface Body {
  x: number;
  y: number;
  z: number;
  vx: number;
  vy: number;
  vz: number;
  mass: number;
}
const DAYS = 365.24;
const SOLAR = 4 * Math.PI * Math.PI;
function body(x: number, y: number, z: number, vx: number, vy: number, vz: number, mass: number): Body {
  return { x, y, z, vx, vy, vz, mass };
}
function system(): Body[] {
  return [
    body(0, 0, 0, 0, 0, 0, SOLAR),
    body(
      4.8414314424647209,
      -1.16032004402742839,
      -0.103622044471123109,
      0.00166007664274403694 * DAYS,
      0.00769901118419740425 * DAYS,
      -0.0000690460016972063023 * DAYS,
      0.000954791938424326609 * SOLAR,
    ),
    body(
      8.34336671824457987,
      4.12479856412430479,
      -0.403523417114321381,
      -0.00276742510726411 * DAYS,
      0.00499852801234917238 * DAYS,
      0.0000230417297573763929 * DAYS,
      0.000285885980666130812 * SOLAR,
    ),
    body(
      12.894369562139131,
      -15.1111514016986312,
      -0.223307578892655734,
      0.00296460137564761618 * DAYS,
      0.0023784717395948095 * DAYS,
      -0.0000296589568540237556 * DAYS,
      0.0000436624404335156298 * SOLAR,
    ),
    body(
      15.3796971148509165,
      -25.9193146099879641,
      0.179258772950371181,
      0.00268067772490389322 * DAYS,
      0.00162824170038242295 * DAYS,
      -0.000095159225451971587 * DAYS,
      0.0000515138902046611451 * SOLAR,
    ),
  ];
}
function advance(bodies: Body[], dt: number): void {
  const count = bodies.length;
  for (let i = 0; i < count; i++) {
    const bi = bodies[i] as Body; // i is in range
    let { vx, vy, vz } = bi;
    const { x, y, z, mass } = bi;
    for (let j = i + 1; j < count; j++) {
      const bj = bodies[j] as Body; // j is in range
      const dx = x - bj.x;
      const dy = y - bj.y;
      const dz = z - bj.z;
      const dist2 = dx * dx + dy * dy + dz * dz;
      const mag = dt / (Math.sqrt(dist2) * dist2);
      let bm = bj.mass * mag;
      vx -= dx * bm;
      vy -= dy * bm;
      vz -= dz * bm;
      bm = mass * mag;
      bj.vx += dx * bm;
      bj.vy += dy * bm;
      bj.vz += dz * bm;
    }
    bi.vx = vx;
    bi.vy = vy;
    bi.vz = vz;
    bi.x = x + dt * vx;
    bi.y = y + dt * vy;
    bi.z = z + dt * vz;
  }
}
function energy(bodies: Body[]): number {
  let e = 0;
  for (const [i, bi] of bodies.entries()) {
    e += 0.5 * bi.mass * (bi.vx * bi.vx + bi.vy * bi.vy + bi.vz * bi.vz);
    for (let j = i + 1; j < bodies.length; j++) {
      const bj = bodies[j] as Body; // j is in range
      const dx = bi.x - bj.x;
      const dy = bi.y - bj.y;
      const dz = bi.z - bj.z;
      e -= (bi.mass * bj.mass) / Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
  }
  return e;
}
export const size = 200_000;
export function bench(n: number): string {
  const bodies = system();
  for (let i = 0; i < n; i++) advance(bodies, 0.01);
  return energy(bodies).toFixed(9);
}
