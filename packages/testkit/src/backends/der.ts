// ASN.1 in its distinguished encoding (X.690): tag, length, content. Only what a certificate needs.

export const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, Buffer.concat(parts));
export const set = (...parts: readonly Buffer[]): Buffer => element(0x31, Buffer.concat(parts));
/** A context-specific tag around an element. */
export const context = (tag: number, content: Buffer): Buffer => element(0xa0 + tag, content);
/** A context-specific tag in the place of a plain one, its content not made of further elements. */
export const implicit = (tag: number, content: Buffer): Buffer => element(0x80 + tag, content);
export const boolean = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));
export const octetString = (content: Buffer): Buffer => element(0x04, content);
export const utf8 = (text: string): Buffer => element(0x0c, Buffer.from(text));

/** @param bytes big-endian, the first bit is the sign */
export const integer = (bytes: Buffer): Buffer => element(0x02, bytes);

/** Whole bytes: none of the last byte's bits are unused. */
export const bitString = (content: Buffer): Buffer =>
  element(0x03, Buffer.concat([Buffer.from([0]), content]));

/** UTCTime, `YYMMDDHHMMSSZ`: RFC 5280 wants it for dates until 2049. */
export const time = (date: Date): Buffer =>
  element(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-T:]/g, '')}Z`));

/** The first two numbers share a byte; each other is written in groups of seven bits. */
export function objectId(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(0x06, Buffer.from([40 * first + second, ...rest.flatMap(inGroupsOfSeven)]));
}

function inGroupsOfSeven(value: number): number[] {
  const groups = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128))
    groups.unshift(128 + (rest % 128));
  return groups;
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content]);
}

function lengthOf(length: number): number[] {
  if (length < 128) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}
