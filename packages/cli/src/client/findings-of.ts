import { locate } from '@xdsim/api';
import type { AnyObject, Diagnostic } from '@xdsim/api';
import type { Client } from './connect.js';
import { ServerError } from './server-error.js';

/** What a server says of the objects that were sent to it. */
export interface Findings {
  readonly diagnostics: readonly Diagnostic[];
  /** Something of them is not served. */
  readonly isLeftOut: boolean;
}

/**
 * Asks a server what is wrong with some objects beside all the others that it has. It knows no file of what came over HTTP;
 * whoever sent it does.
 *
 * @throws ServerError
 */
export async function findingsOf(client: Client, sent: ReadonlyMap<string, AnyObject>): Promise<Findings> {
  const all = await ask(client);
  const diagnostics = all.flatMap((one) => {
    const object = one.object === undefined ? undefined : sent.get(one.object);
    // What proxies reject is told with the proxies.
    return !object || one.code.startsWith('XDS06') ? [] : [placed(one, object)];
  });
  return { diagnostics, isLeftOut: diagnostics.some(isOfTranslation) };
}

async function ask(client: Client): Promise<readonly Diagnostic[]> {
  try {
    const { diagnostics } = (await client.ask('GET', '/debug/findings')) as {
      readonly diagnostics: readonly Diagnostic[];
    };
    return diagnostics;
  } catch (error) {
    // A server of an older version has no such page.
    if (error instanceof ServerError && error.code === 404) return [];
    throw error;
  }
}

/** What is wrong between objects may be put right by the next one; what a translation leaves out is not there. */
const isOfTranslation = ({ code, severity }: Diagnostic): boolean =>
  severity === 'error' && code.startsWith('XDS05');

const placed = (found: Diagnostic, object: AnyObject): Diagnostic =>
  found.file === undefined ? { ...found, ...locate(object, pathOf(found.path ?? '')) } : found;

/** `spec.tcp[0].match` as a way into an object; up to a name that is written otherwise. */
const pathOf = (text: string): readonly (string | number)[] =>
  [...(/^(?:\.?[\w-]+|\[\d+\])*/.exec(text)?.[0] ?? '').matchAll(/[\w-]+/g)].map(([part]) =>
    /^\d+$/.test(part) ? Number(part) : part,
  );
