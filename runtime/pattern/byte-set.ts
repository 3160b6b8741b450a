/**
 * A set of bytes in two numbers, for a quick look whether a text can match at all. Bytes that differ by 64 or 128 share a bit: the set says what
 * is missing for certain, not what is there.
 */
export class ByteSet {
  /** Bit c & 31 for bytes c from 64 on, most of them letters; and for the others. */
  letters = 0;
  others = 0;

  /** `c` from 0 to 255. */
  add(c: number): void {
    if ((c & 64) !== 0) this.letters |= 1 << (c & 31);
    else this.others |= 1 << (c & 31);
  }

  /** Goes through the whole text. */
  addText(text: string): void {
    for (let i = 0; i < text.length; i++) this.add(text.charCodeAt(i));
  }

  /** False if a byte of `needs` is missing. */
  hasAll(needs: ByteSet): boolean {
    return ((needs.letters & ~this.letters) | (needs.others & ~this.others)) === 0;
  }
}
