import { apiVersionsOf, parse } from '../src/index.js';
import type { AnyObject, Kind } from '../src/index.js';

/** The YAML of an object, from its spec in YAML's flow style or with any indentation. */
export function yaml(kind: Kind, spec: string, metadata = 'name: a'): string {
  const body = spec.trim().startsWith('{') ? ` ${spec.trim()}` : `\n${spec.replace(/^\n+/, '').trimEnd()}`;
  return `apiVersion: ${apiVersionsOf(kind)[0]}\nkind: ${kind}\nmetadata: {${metadata}}\nspec:${body}\n`;
}

/** The findings about a text as `CODE path`, in order. */
export function findings(text: string): string[] {
  return parse(text).diagnostics.map(({ code, path = '' }) => `${code} ${path}`.trim());
}

/** The only object of a text that has no findings at all. */
export function object(text: string): AnyObject {
  const { objects, diagnostics } = parse(text);
  const [only] = objects;
  if (!only || objects.length > 1 || diagnostics.length > 0) {
    throw new Error(
      `expected one faultless object, got ${objects.length} and ${JSON.stringify(diagnostics)}`,
    );
  }
  return only;
}
