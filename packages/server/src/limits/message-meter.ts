/** gRPC: a byte for compression and four for the length are before each message. */
const HEAD = 5;

/** What the object for a piece takes, beside its bytes. */
const PIECE_BYTES = 256;

/**
 * Follows the messages in the bytes of a call, without keeping any: how many are complete, and what is kept for the one
 * that is not.
 */
export class MessageMeter {
  #head = 0;
  #length = 0;
  #left = 0;
  #kept = 0;
  #buffer: ArrayBufferLike | undefined;

  /** Returns how many messages this piece completes. */
  take(piece: Uint8Array): number {
    let complete = 0;
    let at = 0;
    while (at < piece.length) {
      if (this.#head < HEAD) {
        const byte = piece[at++] ?? 0;
        this.#length = this.#head === 0 ? 0 : this.#length * 256 + byte;
        this.#head += 1;
        this.#left = this.#length;
      } else {
        const part = Math.min(this.#left, piece.length - at);
        this.#left -= part;
        at += part;
      }
      if (this.#head < HEAD || this.#left > 0) continue;
      this.#head = 0;
      complete += 1;
    }
    this.#keep(piece, complete > 0);
    return complete;
  }

  /** How long the message that is under way says that it is. */
  get length(): number {
    return this.#head === HEAD ? this.#length : 0;
  }

  /** Bytes of memory for the message that is not complete. */
  get kept(): number {
    return this.#kept;
  }

  #keep({ buffer }: Uint8Array, isNew: boolean): void {
    if (this.#head === 0 || isNew) {
      this.#kept = 0;
      this.#buffer = undefined;
    }
    if (this.#head === 0) return;
    // Node: a piece is a part of all that was read from the connection at once, and keeps the whole of it.
    this.#kept += PIECE_BYTES + (buffer === this.#buffer ? 0 : buffer.byteLength);
    this.#buffer = buffer;
  }
}
