import { NotSettledError } from '../../until-settled.js';
import type { AdminState } from '../admin-state.js';
import { json, type Answer } from '../http/answer.js';
import { isSet } from '../http/request.js';

/** So long a translation is waited for; what is known without it is told then. */
const PATIENCE_MS = 10_000;

/**
 * What is wrong with the objects at the present generation: as files were read, between the objects, and in translation for a
 * default proxy and for those that are connected.
 */
export async function findings(
  { findings: found, published }: AdminState,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    await published({ timeoutMs: PATIENCE_MS, signal });
  } catch (error) {
    if (!(error instanceof NotSettledError)) throw error;
  }
  return json(200, await found.now(), isSet(query, 'pretty'));
}
