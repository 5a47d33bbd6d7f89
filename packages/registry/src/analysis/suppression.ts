import type { AnyObject, Diagnostic } from '@xdsim/api';

/** The annotation that silences codes on the object that carries it: `XDS0701,XDS0712`, or `*` for all. */
const SUPPRESS = 'xdsim.dev/suppress';

/** A code, or `*`, that is not reported: anywhere, or about the objects that a pattern covers. */
export interface Suppression {
  readonly code: string;
  readonly object?: string;
}

/**
 * Reads `CODE` or `CODE=OBJECT`, where each part may have `*` for any text. An object is `Kind`, `Kind/name`,
 * `Kind/namespace/name`, as findings print it, `Kind namespace/name`, or as istioctl has it, `Kind name.namespace`.
 *
 * @example
 * parseSuppression('XDS0701=VirtualService/test/*'); // any VirtualService of that namespace
 */
export function parseSuppression(text: string): Suppression {
  const at = text.indexOf('=');
  if (at < 0) return { code: text.trim() };
  const object = text.slice(at + 1).trim();
  return { code: text.slice(0, at).trim(), ...(object && { object }) };
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*')}$`,
  );

/** What may stand for `Kind/namespace/name`: a name with a dot can also be a name and a namespace, as in istioctl. */
function objectGlobs(pattern: string): readonly RegExp[] {
  const [, kind = '', rest = '*/*'] = /^([^/ ]*)(?:[/ ]\s*(.*))?$/s.exec(pattern) ?? [];
  if (rest.includes('/')) return [glob(`${kind}/${rest}`)];
  const dot = rest.lastIndexOf('.');
  const named = glob(`${kind}/*/${rest}`);
  return dot < 0 ? [named] : [named, glob(`${kind}/${rest.slice(dot + 1)}/${rest.slice(0, dot)}`)];
}

function annotated(objects: Iterable<AnyObject>): ReadonlyMap<string, readonly RegExp[]> {
  const found = new Map<string, readonly RegExp[]>();
  for (const { kind, metadata } of objects) {
    const written = metadata.annotations?.[SUPPRESS];
    if (written === undefined) continue;
    const codes = written.split(',').map((code) => glob(code.trim()));
    found.set(`${kind}/${metadata.namespace}/${metadata.name}`, codes);
  }
  return found;
}

/**
 * Which diagnostics are not to be reported, by annotation on the objects that they are about, or by option.
 *
 * @example
 * const isSuppressed = createSuppressor(objects, ['XDS0713']);
 */
export function createSuppressor(
  objects: Iterable<AnyObject>,
  suppressions: Iterable<string | Suppression>,
): (diagnostic: Diagnostic) => boolean {
  const byObject = annotated(objects);
  const byOption = [...suppressions].map((one) => {
    const { code, object = '*' } = typeof one === 'string' ? parseSuppression(one) : one;
    return { code: glob(code), objects: objectGlobs(object) };
  });
  return ({ code, object = '' }) => {
    const key = object.replace(' ', '/');
    return (
      (byObject.get(key)?.some((pattern) => pattern.test(code)) ?? false) ||
      byOption.some((one) => one.code.test(code) && one.objects.some((covers) => covers.test(key)))
    );
  };
}
