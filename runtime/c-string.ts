/** Bytes as C sees them: up to the first zero. */
export function cString(bytes: string): string {
  const end = bytes.indexOf("\0");
  return end < 0 ? bytes : bytes.slice(0, end);
}
