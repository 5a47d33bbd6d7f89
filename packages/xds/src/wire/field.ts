/** V8 keeps so few bytes with its objects: to get more takes far longer. */
const FEW_BYTES = 64;

/** What comes before a field of so many bytes. Numbers up to 15 have tags of one byte. */
export function head(number: number, length: number): Uint8Array {
  const tag = (number << 3) | 2;
  if (length < 128) return Uint8Array.of(tag, length);
  const bytes = [tag];
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      bytes.push(rest);
      break;
    }
    bytes.push((rest % 128) | 128);
  }
  return Uint8Array.from(bytes);
}

/** A length-delimited protobuf field: text, bytes or a message. */
export function field(number: number, value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return concat([head(number, bytes.length), bytes]);
}

/** A text field; proto3 leaves out empty ones. */
export function textField(number: number, text: string): Uint8Array {
  return text === '' ? none : field(number, text);
}

/** One after the other: the fields of a protobuf message may come in any order. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  // Every byte is written below: to fill half a megabyte with zeros for each client would be wasted.
  const out = length <= FEW_BYTES ? new Uint8Array(length) : Buffer.allocUnsafeSlow(length);
  let position = 0;
  for (const part of parts) {
    out.set(part, position);
    position += part.length;
  }
  return out;
}

const none = new Uint8Array(0);
