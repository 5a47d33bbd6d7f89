import { toYaml } from '@xdsim/api';
import type { Kind } from '@xdsim/api';
import type { Client } from '../client/connect.js';
import { resourceName } from '../client/manifest.js';
import type { Manifest } from '../client/manifest.js';
import { watch } from '../client/watch.js';
import type { Event } from '../client/watch.js';
import { growingTable } from '../print/table.js';
import { heading, row } from './object-table.js';
import type { TableOptions } from './object-table.js';
import { withoutManagers } from './without-managers.js';

/** A list of objects to watch, and how to print what happens. */
export interface Watching {
  readonly kind: Kind;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly output?: 'wide' | 'yaml' | 'json' | 'name' | undefined;
  /** What happened as well, before each object. */
  readonly withEvents: boolean;
  readonly table: TableOptions;
}

interface List {
  readonly metadata: { readonly resourceVersion: string };
  readonly items: readonly Manifest[];
}

/**
 * Prints objects, and each that changes again, until the command is ended.
 *
 * @throws ServerError when the server goes away
 */
export async function watchObjects(client: Client, watching: Watching): Promise<void> {
  const { path, query } = watching;
  const print = printer(watching);
  const { metadata, items } = (await client.ask('GET', `${path}?${query.toString()}`)) as List;
  print(items.map((object) => ({ type: 'ADDED', object })));
  for await (const event of watch(client, path, query, metadata.resourceVersion)) print([event]);
}

function printer({ kind, output, withEvents, table }: Watching): (events: readonly Event[]) => void {
  const write = (events: readonly Event[], text: (event: Event) => string): void => {
    process.stdout.write(events.map(text).join(''));
  };
  const shown = ({ type, object }: Event): unknown =>
    withEvents ? { type, object: withoutManagers(object) } : withoutManagers(object);
  if (output === 'json')
    return (events) => write(events, (event) => `${JSON.stringify(shown(event), undefined, 2)}\n`);
  if (output === 'yaml') return (events) => write(events, (event) => `---\n${toYaml(shown(event))}`);
  const before = ({ type }: Event): readonly string[] => (withEvents ? [type] : []);
  if (output === 'name') {
    const name = ({ object }: Event): string => `${resourceName(kind)}/${object.metadata.name}`;
    return (events) => write(events, (event) => `${[...before(event), name(event)].join('   ')}\n`);
  }
  const rows = growingTable();
  let isFirst = true;
  return (events) => {
    const first =
      isFirst && events.length > 0 ? [[...(withEvents ? ['EVENT'] : []), ...heading(kind, table)]] : [];
    isFirst &&= events.length === 0;
    process.stdout.write(
      rows([...first, ...events.map((event) => [...before(event), ...row(kind, event.object, table)])]),
    );
  };
}
