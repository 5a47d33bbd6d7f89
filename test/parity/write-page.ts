import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readCases } from './case-file.js';
import { knownFields } from './fields.js';

/** What a run of random meshes came to. */
export interface Run {
  readonly version: string;
  readonly seed: number;
  readonly meshes: number;
  readonly manifests: number;
  readonly proxies: number;
  readonly resources: number;
  readonly refused: number;
  readonly unsteady: number;
  readonly different: number;
  readonly kinds: ReadonlyMap<string, number>;
  readonly fields: ReadonlySet<string>;
}

const number = (value: number): string => value.toLocaleString('en-US');

const rows = (cells: readonly (readonly [string, string])[]): string => {
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`;
  const [head, ...rest] = cells;
  return [line(head!), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest.map(line)].join(
    '\n',
  );
};

/** Writes docs/parity.md, which nobody edits by hand. */
export async function writePage(run: Run): Promise<void> {
  const untried = [...knownFields].filter((field) => !run.fields.has(field)).toSorted();
  const recorded = (await readCases()).length;
  const text = `# Parity with Istio

<!-- Written by \`npm run parity -- --page\`. -->

xdsim claims Istio's output, resource for resource. This page is the last time that claim was put to the test: random meshes were
given to Istio's own translator, in its own code, and to xdsim's, and what came out was compared field by field.

${rows([
  ['measured', ''],
  ['Istio', `\`${run.version}\``],
  ['meshes', `${number(run.meshes)}, from seed ${run.seed}; half of them with times of creation`],
  ['objects', number(run.manifests)],
  ['proxies that asked', number(run.proxies)],
  ['resources compared', number(run.resources)],
  ['**meshes with a difference**', `**${number(run.different)}**`],
  ['meshes with places left out, where Istio itself says something else each time', number(run.unsteady)],
  ['objects that both refuse', number(run.refused)],
  ['fields of Istio’s kinds that were used', `${run.fields.size} of ${knownFields.size}`],
])}

${rows([['kind', 'objects'], ...[...run.kinds].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => [kind, number(count)] as const)])}
${untried.length === 0 ? '' : `\nNever used in this run: ${untried.map((field) => `\`${field}\``).join(', ')}.\n`}
## See for yourself

\`\`\`sh
npm run parity -- --meshes 1000 --seed ${run.seed}
\`\`\`

needs Go and, the first time, some minutes: it builds Istio's translator from Istio's published module. A mesh that differs is made
smaller for as long as it still differs, printed, and kept in [test/parity/cases](../test/parity/cases/) with Istio's answer. The
${recorded} cases there run with \`npm test\`, which needs no Go.

Verdicts count as well: an object that one side refuses and the other takes is a difference.

## What is not compared

Only what the [intended differences](architecture.md#how-the-output-differs-from-istios) name, in
[intended.ts](../test/parity/compare/intended.ts): filters that only Istio's own proxy has, metadata for telemetry, access logs and
names of counters, and how a file with a certificate is named. A list that Envoy reads as a set is compared as one. Mutual TLS
between proxies is off. Inbound listeners, gateways and policies are not among the meshes yet.

Where Istio goes through a map in no order, its answer is another each time. It is asked again, up to forty-five times, and only the
places that changed are left out.
`;
  await writeFile(path.join(import.meta.dirname, '../../docs/parity.md'), text);
}
