import type { ObjectMeta } from '@xdsim/api';
import type { Answer } from '../http/answer.js';
import { badRequest } from './failure.js';

/** Behind which object a page begins, and when the first page was asked for. */
interface Place {
  readonly generation: number;
  readonly namespace: string;
  readonly name: string;
}

/** Which part of a list is asked for. */
export interface Page {
  /** As many as there are unless given. */
  readonly limit: number | undefined;
  readonly after: Place | undefined;
  readonly failure?: undefined;
}

export function readPage(query: URLSearchParams): Page | { readonly failure: Answer } {
  const text = query.get('limit') ?? '0';
  if (!/^-?\d{1,15}$/.test(text))
    return { failure: badRequest(`limit: ${JSON.stringify(text)} is not a number`) };
  const token = query.get('continue') ?? '';
  const after = token === '' ? undefined : readToken(token);
  if (token !== '' && !after) return { failure: badRequest('continue key is not valid') };
  const limit = Number(text);
  // Kubernetes: 0 is as good as none.
  return { limit: limit > 0 ? limit : undefined, after };
}

/** What a client sends to get the page behind an object. */
export const nextPage = (generation: number, { namespace, name }: ObjectMeta): string =>
  Buffer.from(JSON.stringify([generation, namespace, name])).toString('base64url');

function readToken(token: string): Place | undefined {
  try {
    const [generation, namespace, name, ...more] = JSON.parse(
      Buffer.from(token, 'base64url').toString(),
    ) as readonly unknown[];
    const isPlace =
      typeof generation === 'number' &&
      typeof namespace === 'string' &&
      typeof name === 'string' &&
      more.length === 0;
    return isPlace ? { generation, namespace, name } : undefined;
  } catch {
    return undefined;
  }
}
