/** Durations and sizes as people read them. */

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1000],
];

/** `3 h`, `12 s`, `5 ms`: the largest unit that fits, rounded. */
export function durationText(ms: number): string {
  const unit = UNITS.find(([, size]) => ms >= size);
  return unit ? `${Math.round(ms / unit[1])} ${unit[0]}` : `${Math.round(ms)} ms`;
}

/** `512 B`, `12.5 KB`, `3.0 MB`; a KB has 1024 bytes. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const mega = bytes >= 1024 * 1024;
  return `${(bytes / (mega ? 1024 * 1024 : 1024)).toFixed(1)} ${mega ? "MB" : "KB"}`;
}
