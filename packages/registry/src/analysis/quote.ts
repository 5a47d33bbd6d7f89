/** A user's text inside a message: in quotes, on one line, and not too long. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > 80 ? `${text.slice(0, 79)}…` : text);
