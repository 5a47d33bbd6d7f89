// A process of its own: writes objects one generation each, says which are kept, and goes on until it is killed.
import { writeSync } from 'node:fs';
import { createRegistry } from '@xdsim/registry';
import { openDiskStore } from '../../src/store/index.js';
import { objects, serviceEntry } from '../../../registry/test/objects.js';

const [directory = '', count = ''] = process.argv.slice(2);
const registry = createRegistry({ store: openDiskStore(directory) });

async function write(i: number): Promise<void> {
  registry.apply(objects(serviceEntry(`s-${i}`, { hosts: [`s-${i}.example.com`] })));
  const version = registry.versionOf({ kind: 'ServiceEntry', namespace: 'default', name: `s-${i}` });
  await registry.persisted();
  // Past all buffers of this process, for it has no time to flush them.
  writeSync(1, `${i} ${version}\n`);
}

/** Some writers at a time, so that transactions of several objects are cut off too. */
const writers = 20;
await Promise.all(
  Array.from({ length: writers }, async (_, writer) => {
    for (let i = writer; i < Number(count); i += writers) await write(i);
  }),
);
