import type { AnyObject, Path } from '@xdsim/api';

/** A field of an object that a proxy's words are about. */
export interface BlamedField {
  readonly object: AnyObject;
  readonly path: Path;
}

/** Shorter texts stand in any sentence by chance. */
const SHORTEST = 4;
/** So many values are looked at: the objects behind one resource may list thousands of endpoints. */
const MOST_VALUES = 10_000;

/**
 * Envoy does not know our objects, but it quotes what it does not like: a path, a regular expression, a name. The field that
 * holds the longest text of those that it quotes is the one to look at.
 *
 * @param reason what the proxy said, without the names of resources, which hold hosts and say nothing
 */
export function blamedField(reason: string, objects: readonly AnyObject[]): BlamedField | undefined {
  let best: (BlamedField & { readonly length: number }) | undefined;
  let left = MOST_VALUES;
  for (const object of objects) {
    for (const { path, text } of texts(object.spec, ['spec'])) {
      if (left-- <= 0) return best;
      if (text.length < SHORTEST || text.length <= (best?.length ?? 0) || !quotes(reason, text)) continue;
      best = { object, path, length: text.length };
    }
  }
  return best;
}

/** Whether a text stands in another as a word of its own: `/etc/ca` is not meant by `/etc/ca.pem`. */
function quotes(reason: string, text: string): boolean {
  for (let at = reason.indexOf(text); at >= 0; at = reason.indexOf(text, at + 1)) {
    const [before, after] = [reason[at - 1] ?? ' ', reason.slice(at + text.length, at + text.length + 2)];
    if (!isPart(before) && !/^(?:[\w/-]|\.\w)/.test(after)) return true;
  }
  return false;
}

const isPart = (character: string): boolean => /[\w./|-]/.test(character);

function* texts(value: unknown, path: Path): Generator<{ readonly path: Path; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* texts(item, [...path, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* texts(item, [...path, name]);
  }
}
