// What the registry costs. Prints a table and writes .cache/bench/registry.json: run from the root of the repository.
import { mkdirSync, writeFileSync } from 'node:fs';
import { load } from './load.js';
import { bytesPerObject } from './memory.js';
import { oneChange } from './one-change.js';

interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it has to stay below. */
  readonly limit?: number;
}

const loaded = load(10_000, 10);
const [small, large] = oneChange([1000, 10_000]);
if (!small || !large) throw new Error('nothing was measured');

const rows: readonly Row[] = [
  { name: 'parse and validate 10,000 × 10 endpoints', value: loaded.parse, unit: 'ms' },
  { name: 'apply them', value: loaded.apply, unit: 'ms' },
  { name: 'parse, validate and apply', value: loaded.parse + loaded.apply, unit: 'ms', limit: 5000 },
  { name: 'one change over 1,000 services', value: small.change, unit: 'ms', limit: 2 },
  { name: 'one change over 10,000 services', value: large.change, unit: 'ms', limit: 2 },
  { name: 'ratio of the two', value: large.change / small.change, unit: '', limit: 1.5 },
  { name: 'one change over 1,000, all listed', value: small.changeAndLists, unit: 'ms', limit: 2 },
  { name: 'one change over 10,000, all listed', value: large.changeAndLists, unit: 'ms', limit: 2 },
  { name: 'memory an object, over its parsed size', value: bytesPerObject(10_000), unit: 'B', limit: 4096 },
];

const digits = (value: number): string => value.toFixed(value < 10 ? 3 : 0);

for (const { name, value, unit, limit } of rows) {
  const verdict = limit === undefined ? '' : `< ${limit} ${value < limit ? '✓' : 'missed'}`;
  process.stdout.write(`${name.padEnd(44)}${digits(value).padStart(8)} ${unit.padEnd(4)}${verdict}\n`);
}

mkdirSync('.cache/bench', { recursive: true });
const result = { node: process.version, platform: `${process.platform}-${process.arch}`, rows };
writeFileSync('.cache/bench/registry.json', `${JSON.stringify(result, undefined, 2)}\n`);
