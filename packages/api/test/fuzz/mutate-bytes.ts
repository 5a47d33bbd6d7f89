import type { Random } from './random.js';

const encoder = new TextEncoder();

/** Bytes and sequences that mean something to YAML, to UTF-8 or to JavaScript. */
const special: readonly Uint8Array[] = [
  ...[
    ...'\0 \t \n \r \r\n : - ? , [ ] { } # & * ! | > \' " % @ ` --- ... <<: ~ =  \uFEFF \u0085 \u2028 \uFFFD 😀'.split(
      ' ',
    ),
    '\n---\n',
    '\n- ',
    ': ',
    '*a',
    '&a ',
    '__proto__: ',
    'constructor: ',
    '!!binary ',
    '%YAML 1.1\n---\n',
  ].map((text) => encoder.encode(text)),
  new Uint8Array([0xff]),
  new Uint8Array([0xc3]),
  new Uint8Array([0xed, 0xa0, 0x80]),
];

/** Changes some bytes of a text: flips, cuts, doubles, swaps, and puts in what is special. */
export function mutateBytes(random: Random, text: string, corpus: readonly string[]): Uint8Array {
  let bytes = encoder.encode(text);
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const from = random.below(bytes.length + 1);
    const to = Math.min(bytes.length, from + random.below(40));
    const [before, piece, after] = [bytes.slice(0, from), bytes.slice(from, to), bytes.slice(to)];
    switch (random.below(6)) {
      case 0:
        if (piece.length > 0) piece[random.below(piece.length)]! ^= 1 << random.below(8);
        bytes = join(before, piece, after);
        break;
      case 1:
        bytes = join(before, after);
        break;
      case 2:
        bytes = join(before, ...Array.from({ length: 1 + random.below(8) }, () => piece), after);
        break;
      case 3:
        bytes = join(before, random.pick(special), piece, after);
        break;
      case 4:
        bytes = join(before, encoder.encode(random.pick(corpus)).slice(random.below(200), 400), after);
        break;
      default:
        bytes = join(after, before, piece);
    }
  }
  return bytes;
}

/** Bytes of no kind at all. */
export function randomBytes(random: Random): Uint8Array {
  return Uint8Array.from({ length: random.below(200) }, () => random.below(256));
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
