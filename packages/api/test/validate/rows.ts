import { expect } from 'chai';
import type { Kind } from '../../src/index.js';
import { findings, yaml } from '../objects.js';

/** A rule in words, a spec in YAML's flow style without its braces, and what is found: `CODE path`. */
export type Row = readonly [rule: string, spec: string, ...findings: string[]];

/** One test for each row; paths are given below `spec`, or below `prefix`. */
export function check(kind: Kind, rows: readonly Row[], prefix = 'spec'): void {
  for (const [rule, spec, ...expected] of rows) {
    it(rule, () => {
      const found = findings(yaml(kind, `{${spec}}`)).map((one) => one.replace(` ${prefix}.`, ' '));
      expect(found).to.deep.equal(expected);
    });
  }
}
