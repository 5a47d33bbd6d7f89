/**
 * The text of a file's bytes, without its byte order mark.
 *
 * Bytes that are not UTF-8 give `valid: false`, and U+FFFD where they were.
 */
export function decodeText(input: string | Uint8Array): { readonly text: string; readonly valid: boolean } {
  if (typeof input === 'string') return { text: withoutByteOrderMark(input), valid: true };
  const text = withoutByteOrderMark(new TextDecoder('utf-8', { ignoreBOM: true }).decode(input));
  return { text, valid: !text.includes('\uFFFD') || isReplacementWritten(input) };
}

function withoutByteOrderMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

/** Whether every U+FFFD of the decoded text was written as such, rather than put there for bytes that are not UTF-8. */
function isReplacementWritten(bytes: Uint8Array): boolean {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const encoded = new TextEncoder().encode(text);
  return encoded.length === bytes.length && encoded.every((byte, index) => byte === bytes[index]);
}
