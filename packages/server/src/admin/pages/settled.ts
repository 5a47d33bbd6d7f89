import { NotSettledError } from '../../until-settled.js';
import type { AdminState } from '../admin-state.js';
import { json, type Answer } from '../http/answer.js';
import { failed } from '../objects/failure.js';

/** A day: who wants to wait longer asks again. */
const LONGEST_S = 86_400;

/**
 * Answers when every connected proxy holds what the server held when it was asked, or more. `?timeoutSeconds=N`: 10
 * unless given.
 */
export async function settled(
  { registry, settled: wait }: AdminState,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Answer> {
  const seconds = Number(query.get('timeoutSeconds') ?? 10);
  if (!(seconds >= 0 && seconds <= LONGEST_S))
    return failed(400, 'BadRequest', `timeoutSeconds is a number of seconds, ${LONGEST_S} at most`);
  try {
    await wait({ timeoutMs: seconds * 1000, signal });
  } catch (error) {
    if (error instanceof NotSettledError) return failed(504, 'Timeout', error.message);
    throw error;
  }
  return json(200, { settled: true, generation: registry.snapshot().generation });
}
