// What a translation costs. Prints a table, and writes it with --json FILE.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fromNothing } from './from-nothing.js';
import { oneChange } from './one-change.js';

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it has to stay below. */
  readonly limit: number;
}

const { json } = parseArgs({ options: { json: { type: 'string' } } }).values;

const small = fromNothing(1000);
const large = fromNothing(10_000);
const { endpoint, limit, subset } = oneChange([1000, 10_000]);

const pair = (what: string, [one = Number.NaN, ten = Number.NaN]: readonly number[], most: number): Row[] => [
  { name: `${what}, 1,000 services`, value: one, unit: 'ms', limit: most },
  { name: `${what}, 10,000 services`, value: ten, unit: 'ms', limit: most },
  { name: '  ratio of the two', value: ten / one, unit: '', limit: 1.5 },
];

const rows: readonly Row[] = [
  { name: '1,000 services × 10 endpoints, from nothing', value: small.time, unit: 'ms', limit: 250 },
  { name: '  memory that it keeps', value: small.memory, unit: 'MB', limit: 150 },
  { name: '10,000 services × 10 endpoints, from nothing', value: large.time, unit: 'ms', limit: 2500 },
  { name: '  memory that it keeps', value: large.memory, unit: 'MB', limit: 1500 },
  ...pair('one endpoint', endpoint, 3),
  ...pair("one rule's limit", limit, 10),
  ...pair("one rule's subset", subset, 10),
];

const digits = (value: number): string => value.toFixed(value < 10 ? 3 : 0);

for (const { name, value, unit, limit: most } of rows) {
  const verdict = `< ${most} ${value < most ? '✓' : 'missed'}`;
  process.stdout.write(`${name.padEnd(46)}${digits(value).padStart(8)} ${unit.padEnd(4)}${verdict}\n`);
}

if (json) {
  const result = { node: process.version, platform: `${process.platform}-${process.arch}`, rows };
  writeFileSync(json, `${JSON.stringify(result, undefined, 2)}\n`);
}
