/** Dates of header fields, `Sat, 21 Nov 2026 08:05:24 +0000` (RFC 5322 §3.3): a function that keeps the text of the present second. */
export function dateTimes(): (ms: number) => string {
  let second = Number.NaN;
  let text = "";
  return (ms) => {
    const wanted = Math.floor(ms / 1000);
    if (wanted !== second) text = new Date(ms).toUTCString().replace(/GMT$/, "+0000");
    second = wanted;
    return text;
  };
}
