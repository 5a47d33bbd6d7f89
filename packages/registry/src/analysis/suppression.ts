import type { AnyObject, Diagnostic } from '@xdsim/api';

/** The annotation that silences codes on the object that carries it: `XDS0701,XDS0712`, or `*` for all. */
const SUPPRESS = 'xdsim.dev/suppress';

/** A code, or `*`, that is not reported: anywhere, or about the objects that a glob `Kind/namespace/name` covers. */
export interface Suppression {
  readonly code: string;
  readonly object?: string;
}

/**
 * Reads `CODE` or `CODE=Kind/namespace/name`; each may have `*` for any text.
 *
 * @example
 * parseSuppression('XDS0701=VirtualService/test-*'); // any VirtualService of those namespaces
 */
export function parseSuppression(text: string): Suppression {
  const [code = '', object] = text.split('=', 2).map((part) => part.trim());
  return object ? { code, object } : { code };
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*')}$`,
  );

/** `Kind/namespace/name`; a pattern that says less covers all of it. istioctl writes `Kind name.namespace`: not read. */
const objectGlob = (pattern: string): RegExp => {
  const parts = pattern.split('/');
  return glob([...parts, '*', '*'].slice(0, 3).join('/'));
};

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

/** Which diagnostics are not to be reported, by annotation or by option. */
export function createSuppressor(
  objects: Iterable<AnyObject>,
  suppressions: Iterable<string | Suppression>,
): (diagnostic: Diagnostic) => boolean {
  const byObject = annotated(objects);
  const byOption = [...suppressions].map((one) => {
    const { code, object = '*' } = typeof one === 'string' ? parseSuppression(one) : one;
    return { code: glob(code), object: objectGlob(object) };
  });
  return ({ code, object = '' }) => {
    const key = object.replace(' ', '/');
    return (
      (byObject.get(key)?.some((pattern) => pattern.test(code)) ?? false) ||
      byOption.some((one) => one.code.test(code) && one.object.test(key))
    );
  };
}
