/**
 * The sign of a NaN, which C prints. On x86 each operation that makes a NaN sets its sign (`-nan`), and what is computed with it keeps that;
 * only unary minus and some functions of C give the other one (`nan`). JavaScript loses signs of NaNs when it optimises, but not their lowest
 * bits: a NaN that C would print without a sign has the lowest bit set here. Where an array of doubles drops that, it prints as `-nan`.
 */

/** A NaN that prints as `nan`. */
export function positiveNaN(): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, 0x7ff8000000000001n);
  return view.getFloat64(0);
}

/** True for a NaN that prints as `nan`. */
export function isPositiveNaN(nan: number): boolean {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, nan);
  return (view.getUint32(4) & 1) === 1;
}

/** `-nan` */
export function negatedNaN(nan: number): number {
  return isPositiveNaN(nan) ? Number.NaN : positiveNaN();
}
