import type { HttpMatch, StringMatch } from '../../kinds/http-match.js';

/**
 * Whether an HTTP match by prefix holds for all that a later match holds for: its prefix begins the other's path, and
 * whatever else it asks for, the other asks for as well, word for word.
 */
export function coversMatch(earlier: HttpMatch, later: HttpMatch): boolean {
  const prefix = earlier.uri?.prefix;
  const path = later.uri?.prefix ?? later.uri?.exact;
  if (prefix === undefined || path === undefined) return false;
  // a match that heeds case does not cover one that does not
  const ignoresCase = earlier.ignoreUriCase === true;
  if (!ignoresCase && later.ignoreUriCase === true) return false;
  const begins = ignoresCase ? path.toLowerCase().startsWith(prefix.toLowerCase()) : path.startsWith(prefix);
  if (!begins) return false;
  return (
    isSame(earlier.port, later.port) &&
    isSame(earlier.sourceNamespace, later.sourceNamespace) &&
    (['scheme', 'method', 'authority'] as const).every((name) => isSame(earlier[name], later[name])) &&
    (['headers', 'queryParams', 'withoutHeaders'] as const).every((name) =>
      isWithin(earlier[name], later[name]),
    ) &&
    isWithin(earlier.sourceLabels, later.sourceLabels) &&
    isListWithin(earlier.gateways, later.gateways)
  );
}

/** An absent condition holds always; one that is there covers the same one only. */
function isSame(earlier: StringMatch | string | number | undefined, later: typeof earlier): boolean {
  if (earlier === undefined || earlier === '' || earlier === 0) return true;
  return JSON.stringify(earlier) === JSON.stringify(later);
}

function isWithin(
  earlier: Readonly<Record<string, StringMatch | string>> | undefined,
  later: typeof earlier,
): boolean {
  return Object.entries(earlier ?? {}).every(
    ([name, value]) => later?.[name] !== undefined && JSON.stringify(value) === JSON.stringify(later[name]),
  );
}

/** Gateways are alternatives: absent ones are those of the whole virtual service. */
function isListWithin(earlier: readonly string[] | undefined, later: typeof earlier): boolean {
  if (!earlier || earlier.length === 0) return true;
  return later !== undefined && later.length > 0 && later.every((gateway) => earlier.includes(gateway));
}
