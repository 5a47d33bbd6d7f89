import { exitStatus } from '../exit-status.js';
import type { Client } from './connect.js';
import type { Manifest } from './manifest.js';
import { ServerError } from './server-error.js';

/** What happened to an object. */
export interface Event {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: Manifest;
}

type Line = Event | { readonly type: 'ERROR'; readonly object: { readonly message: string } };

/**
 * What happens to the objects of a list after one of its versions, without end: a server that hangs up after a time is
 * asked to go on.
 *
 * @throws ServerError when it does not, or goes away
 */
export async function* watch(
  client: Client,
  path: string,
  query: URLSearchParams,
  version: string,
): AsyncGenerator<Event> {
  let resourceVersion = version;
  for (;;) {
    const asked = new URLSearchParams([...query, ['watch', 'true'], ['resourceVersion', resourceVersion]]);
    for await (const text of client.lines(`${path}?${asked.toString()}`)) {
      const line = JSON.parse(text) as Line;
      if (line.type === 'ERROR')
        throw new ServerError(`Error from server: ${line.object.message}`, exitStatus.unexpected);
      resourceVersion = line.object.metadata.resourceVersion ?? resourceVersion;
      yield line;
    }
  }
}
