/** How many of the places below `length` fulfil what the first ones do and no later one does; found by halving, in as many steps as `length` has binary digits. */
export function countWhile(length: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
