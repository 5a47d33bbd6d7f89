// What a server with many clients costs. Prints a table, and writes it with --json FILE.
import { writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setScene, type Scene } from './scene.js';

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it has to stay below, where there is such a limit. */
  readonly limit?: number;
}

const { values } = parseArgs({
  options: {
    json: { type: 'string' },
    services: { type: 'string', default: '1000' },
    clients: { type: 'string', default: '100' },
    burst: { type: 'string', default: '2000' },
  },
});
const [services, clients, burst] = [values.services, values.clients, values.burst].map(Number) as [
  number,
  number,
  number,
];
const WARM_UP = 5;
const ROUNDS = 15;
/** Between changes: each is the first of its burst. */
const REST_MS = 100;

/** The median time of a change in each scene. They take turns, for the machine has other things to do, now more and now less. */
async function changes(...scenes: readonly Scene[]): Promise<readonly number[]> {
  const times = scenes.map((): number[] => []);
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    for (const [i, scene] of scenes.entries()) {
      await sleep(REST_MS);
      const time = await scene.change();
      if (round >= WARM_UP) times[i]?.push(time);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN);
}

const rows: Row[] = [];

function show(row: Row): void {
  rows.push(row);
  const { name, value, unit, limit } = row;
  const verdict = limit === undefined ? '' : `< ${limit} ${value < limit ? '✓' : 'missed'}`;
  process.stdout.write(
    `${name.padEnd(54)}${value.toFixed(value < 10 ? 3 : 0).padStart(9)} ${unit.padEnd(4)}${verdict}\n`,
  );
}

for (const protocol of ['sotw', 'delta'] as const) {
  await using scene = await setScene(services, protocol);
  const what = (text: string) => `${protocol.padEnd(6)}${text}`;
  await scene.usage();
  const { ms, bytes } = await scene.connect(clients);
  const { resident, used, blocked } = await scene.usage();
  show({ name: what(`${clients} clients hold ${services} services after`), value: ms, unit: 'ms' });
  show({ name: what('  a megabyte sent'), value: ms / (bytes / 1e6), unit: 'ms' });
  show({ name: what('  sent to a client'), value: bytes / 1e6 / clients, unit: 'MB', limit: 1.2 });
  show({ name: what('  the event loop was blocked for, at most'), value: blocked, unit: 'ms', limit: 100 });
  show({ name: what('  resident memory'), value: resident, unit: 'MB', limit: 200 });
  const [change = Number.NaN] = await changes(scene);
  show({
    name: what('an endpoint changed, all clients have it after'),
    value: change,
    unit: 'ms',
  });
  await scene.usage();
  const before = (await scene.usage()).used;
  await scene.connect(clients);
  await sleep(1000);
  const more = ((await scene.usage()).used - Math.min(before, used)) / clients;
  show({ name: what('a further idle client'), value: more * 1000, unit: 'KB', limit: 100 });
}

for (const protocol of ['sotw', 'delta'] as const) {
  await using large = await setScene(services * 10, protocol);
  await using small = await setScene(services, protocol);
  await large.connect(10);
  await small.connect(10);
  const [one = Number.NaN, other = Number.NaN] = await changes(large, small);
  const ratio = one / other;
  show({
    name: `${protocol.padEnd(6)}a change with ${services * 10} services, by one with ${services}`,
    value: ratio,
    unit: '',
    limit: 1.5,
  });
  await large.changeAll();
  await large.usage();
  show({
    name: `${protocol.padEnd(6)}all of ${services * 10} services changed, 10 clients have it after`,
    value: await large.changeAll(),
    unit: 'ms',
  });
  const { blocked } = await large.usage();
  show({
    name: `${protocol.padEnd(6)}  the event loop was blocked for, at most`,
    value: blocked,
    unit: 'ms',
    limit: 100,
  });
}

if (burst > 0) {
  await using scene = await setScene(services, 'sotw');
  // The first client has the view translated.
  await scene.connect(1);
  await sleep(1000);
  await scene.usage();
  const { ms, refused } = await scene.connect(burst);
  const { blocked, resident } = await scene.usage();
  show({ name: `${burst} clients at once are served after`, value: ms, unit: 'ms' });
  show({ name: '  streams that were ended meanwhile', value: refused, unit: '', limit: 1 });
  show({ name: '  the event loop was blocked for, at most', value: blocked, unit: 'ms', limit: 100 });
  show({ name: '  resident memory', value: resident, unit: 'MB' });
}

if (values.json) {
  const result = { node: process.version, platform: `${process.platform}-${process.arch}`, rows };
  writeFileSync(values.json, `${JSON.stringify(result, undefined, 2)}\n`);
}
