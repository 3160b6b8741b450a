/** The refusal of a chunk, in the words of PUC Lua, with the place for a code frame. */
export class LuaSyntaxError extends Error {
  override readonly name = "LuaSyntaxError";
  /** The chunk as named in the message. */
  readonly chunkName: string;
  /** The message without its position: `'=' expected near 'x'`. */
  readonly reason: string;
  /** 1-based; the line that Lua reports. */
  readonly line: number;
  /** Offsets into the normalised source of the token in question. */
  readonly start: number;
  readonly end: number;
  /** The normalised source. */
  readonly source: string;

  constructor(place: { chunkName: string; line: number; start: number; end: number; source: string }, reason: string) {
    super(`${place.chunkName}:${place.line}: ${reason}`);
    this.chunkName = place.chunkName;
    this.reason = reason;
    this.line = place.line;
    this.start = place.start;
    this.end = place.end;
    this.source = place.source;
  }
}
