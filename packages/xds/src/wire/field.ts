const encoder = new TextEncoder();

/** A length-delimited protobuf field: text, bytes or a message. Numbers up to 15 have tags of one byte. */
export function field(number: number, value: string | Uint8Array): Uint8Array {
  const bytes = typeof value === 'string' ? encoder.encode(value) : value;
  const header = [(number << 3) | 2];
  for (let rest = bytes.length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) {
      header.push(rest);
      break;
    }
    header.push((rest % 128) | 128);
  }
  const out = new Uint8Array(header.length + bytes.length);
  out.set(header);
  out.set(bytes, header.length);
  return out;
}

/** A text field; proto3 leaves out empty ones. */
export function textField(number: number, text: string): Uint8Array {
  return text === '' ? none : field(number, text);
}

/** One after the other: the fields of a protobuf message may come in any order. */
export function concat(parts: readonly Uint8Array[]): Uint8Array {
  // Every byte is written below: to fill half a megabyte with zeros for each client would be wasted.
  const out = Buffer.allocUnsafeSlow(parts.reduce((length, part) => length + part.length, 0));
  let position = 0;
  for (const part of parts) {
    out.set(part, position);
    position += part.length;
  }
  return out;
}

const none = new Uint8Array(0);
