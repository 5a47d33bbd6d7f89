// Control characters, and the marks that reverse the direction of text.
// oxlint-disable-next-line no-control-regex -- control characters are the point
const unprintable = /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/g;

/** Text with control characters replaced one by one: a file must not be able to steer the terminal it is shown on. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, (character) => (character === '\t' ? ' ' : '\uFFFD'));
}
