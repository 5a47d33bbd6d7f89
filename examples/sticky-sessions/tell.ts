import { keepVisiting, placeOf, removeWorkload, sessionOf, visit } from './sessions.js';
import type { Session, Visit } from './sessions.js';
import { workloads } from './mesh.js';
import type { StickyMesh } from './mesh.js';

/** Something that the story says was not seen. */
export class NotSeen extends Error {}

function see(truth: boolean, reason: string): asserts truth {
  if (!truth) throw new NotSeen(reason);
}

const tally = (answers: readonly (string | undefined)[]): string => {
  const backends = answers.map((answer) => answer ?? 'nobody');
  return [...new Set(backends)]
    .sort()
    .map((name) => `${name} ${backends.filter((b) => b === name).length}`)
    .join(' · ');
};

const all200 = (visits: readonly Visit[]): boolean => visits.every((v) => v.status === 200);

const repeat = async <T>(times: number, act: () => Promise<T>): Promise<T[]> => {
  const results: T[] = [];
  for (let i = 0; i < times; i++) results.push(await act());
  return results;
};

/**
 * Tells what sticky sessions do, one line at a time, and checks each claim as it is made.
 *
 * @throws NotSeen when something is not as the line would say.
 */
export async function tell(sticky: StickyMesh, say: (line: string) => void): Promise<void> {
  const first = await visit(sticky);
  const session = sessionOf(first);
  see(first.status === 200, `the first request got status ${first.status}`);
  see(session !== undefined, 'Envoy made no cookie for a request that had none');
  say(`A request without a cookie: ${first.backend} answers, and Envoy makes the cookie ${first.setCookie}`);

  const ten = await repeat(10, () => visit(sticky, session));
  see(
    all200(ten) && ten.every((v) => v.backend === first.backend),
    `ten requests with one cookie went to ${tally(ten.map((v) => v.backend))}`,
  );
  see(
    ten.every((v) => v.setCookie === undefined),
    'Envoy made a new cookie for a request that had one',
  );
  say(`Ten requests with it: all ten to ${first.backend}`);

  const thirty = await repeat(30, () => visit(sticky));
  const spread = tally(thirty.map((v) => v.backend));
  see(all200(thirty), 'not all of thirty requests without a cookie got status 200');
  see(
    new Set(thirty.map((v) => v.backend)).size === workloads.length,
    `thirty without a cookie: only ${spread}`,
  );
  say(`Thirty without one: spread over ${spread}`);

  // A hundred more users, so that the share of those who move is more than chance.
  const more = await repeat(100, () => visit(sticky));
  const sessions = [session, ...[...thirty, ...more].flatMap((v) => sessionOf(v) ?? [])];
  await removeAndPutBack(sticky, sessions, say);
}

async function removeAndPutBack(
  sticky: StickyMesh,
  sessions: readonly Session[],
  say: (line: string) => void,
): Promise<void> {
  const gone = 'b';
  const before = await placeOf(sticky, sessions);
  const mine = sessions.filter((s) => before.get(s) === gone);
  const others = sessions.filter((s) => before.get(s) !== gone);

  const traffic = keepVisiting(sticky, sessions);
  const removal = await removeWorkload(sticky, gone);
  const during = await placeOf(sticky, sessions);
  const kept = mine.filter((s) => during.get(s) === gone);
  const moved = others.filter((s) => during.get(s) !== before.get(s));
  see(mine.length > 0, `none of ${sessions.length} sessions was on ${gone}`);
  see(kept.length === 0, `${kept.length} of ${mine.length} sessions are still on ${gone}, which is gone`);
  see(moved.length < others.length / 2, `${moved.length} of ${others.length} sessions moved without need`);
  say(
    `independent-${gone} is removed under traffic; Envoy acknowledged after ${removal.milliseconds.toFixed(0)} ms`,
  );
  say(
    `Of ${sessions.length} sessions all ${mine.length} of ${gone} moved, and ${moved.length} of the other ` +
      `${others.length}: Envoy re-sizes the ring with the number of hosts`,
  );

  const milliseconds = await removal.putBack();
  const after = await placeOf(sticky, sessions);
  const astray = sessions.filter((s) => after.get(s) !== before.get(s));
  see(astray.length === 0, `${astray.length} of ${sessions.length} sessions are not back where they were`);
  say(
    `independent-${gone} is back after ${milliseconds.toFixed(0)} ms: ` +
      `all ${sessions.length} sessions are where they were`,
  );

  const { sent, failed } = await traffic.stop();
  see(failed.length === 0, `${failed.length} of ${sent} requests failed: ${tally(failed)}`);
  say(`${sent} requests meanwhile, none failed`);
}
