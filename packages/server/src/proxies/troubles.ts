import { typeUrls, type ResourceSet } from '@xdsim/envoy';
import { secretsLacked, statusOf } from '@xdsim/xds';
import type { EventLog } from '../event-log.js';
import { rejectionsOf, type Connected } from './connected.js';
import type { Roster } from './roster.js';
import { unservedRole } from './unserved-role.js';

/** What is wrong with proxies, told as diagnostics as long as it is. */
export class Troubles {
  readonly #roster: Roster;
  readonly #events: EventLog;

  constructor(roster: Roster, events: EventLog) {
    this.#roster = roster;
    this.#events = events;
  }

  /** Tells anew what is wrong with all that have the node id of this one. */
  report({ proxy }: Connected): void {
    const same = this.#roster.withId(proxy.id);
    const troubles = same.flatMap((it) => [
      ...rejectionsOf(it),
      ...it.lacks.diagnostics,
      ...unservedRole(it.node),
    ]);
    this.#events.report(`proxy ${proxy.id}`, [...new Set(troubles)]);
  }

  /** What was rejected matters until it is accepted in another form, or is gone. */
  forgetMended(it: Connected): void {
    const before = it.rejected.size;
    if (before === 0) return;
    for (const { type, nack } of statusOf(it.stream.state).types) if (type && !nack) it.rejected.delete(type);
    if (it.rejected.size < before) this.report(it);
  }

  /** Tells of secrets that a proxy needs and does not get: what needs them fails, and nothing else does. */
  noteSecrets(it: Connected, secrets: ResourceSet['secrets']): void {
    const { state } = it.stream;
    const before = it.lacks;
    const asked = state.types.get(typeUrls.secrets)?.subscription.names;
    it.lacks = before.after({ asked, lacked: secretsLacked(state), secrets });
    if (it.lacks !== before && it.lacks.names.length + before.names.length > 0) this.report(it);
  }
}
