import { lackedTypes, outcomeOf } from '../../proxies/outcome.js';
import type { ProxyStatus } from '../../proxies/proxy-status.js';
import { NotSettledError } from '../../until-settled.js';
import type { AdminState } from '../admin-state.js';
import { json, type Answer } from '../http/answer.js';
import { failed } from '../objects/failure.js';

/** A day: who wants to wait longer asks again. */
const LONGEST_S = 86_400;

/**
 * Answers when every connected proxy holds what the server held when it was asked, or more, and says what became of it at
 * each. `?timeoutSeconds=N`: 10 unless given. `?since=GENERATION`: what was rejected before it is told, and does not count.
 */
export async function settled(
  { registry, proxies, settled: wait }: AdminState,
  query: URLSearchParams,
  signal: AbortSignal,
): Promise<Answer> {
  const seconds = Number(query.get('timeoutSeconds') ?? 10);
  if (!(seconds >= 0 && seconds <= LONGEST_S))
    return failed(400, 'BadRequest', `timeoutSeconds is a number of seconds, ${LONGEST_S} at most`);
  const since = Number(query.get('since') ?? 0);
  if (!Number.isSafeInteger(since)) return failed(400, 'BadRequest', 'since is the number of a generation');
  function standing(): object {
    const { generation } = registry.snapshot();
    return { generation, proxies: proxies().map((proxy) => standingOf(proxy, generation, since)) };
  }
  try {
    await wait({ timeoutMs: seconds * 1000, signal, since });
  } catch (error) {
    if (error instanceof NotSettledError) return failed(504, 'Timeout', error.message, standing());
    throw error;
  }
  return json(200, { settled: true, ...standing() });
}

function standingOf(proxy: ProxyStatus, generation: number, since: number): object {
  const { id, rejections } = proxy;
  const outcome = outcomeOf(proxy, generation, since);
  return {
    proxy: id,
    outcome,
    ...(outcome === 'pending' && { lacks: lackedTypes(proxy, generation) }),
    ...(rejections.length > 0 && { rejections }),
  };
}
