/** `a`, `a and b`, `a, b and c`; a long list is cut. */
export function inWords(items: readonly (string | number)[], limit = 5): string {
  const shown: (string | number)[] =
    items.length > limit ? [...items.slice(0, limit), `${items.length - limit} more`] : [...items];
  const last = shown.pop();
  return shown.length ? `${shown.join(', ')} and ${last}` : String(last ?? 'none');
}
