import { diagnostic, type AnyObject, type Diagnostic } from '@xdsim/api';
import { expect } from 'chai';
import { keepLastGood } from '../src/sources/keep-last-good.js';
import { objects } from './start.js';

const [a, b, c] = objects('a', 'b', 'c') as readonly [AnyObject, AnyObject, AnyObject];
const about = (object?: string): Diagnostic =>
  diagnostic('XDS0207', { message: 'no such type', ...(object !== undefined && { object }) });
const warning = diagnostic('XDS0345', { message: 'old', object: 'ServiceEntry default/a' });

const cases: readonly {
  readonly rule: string;
  readonly before: readonly AnyObject[];
  readonly after: readonly AnyObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly kept: readonly AnyObject[];
}[] = [
  { rule: 'is what it holds when nothing is wrong', before: [a, b], after: [b], diagnostics: [], kept: [b] },
  {
    rule: 'is what it holds when it is only warned',
    before: [a, b],
    after: [b],
    diagnostics: [warning],
    kept: [b],
  },
  {
    rule: 'keeps an object that is broken now',
    before: [a, b],
    after: [b],
    diagnostics: [about('ServiceEntry default/a')],
    kept: [b, a],
  },
  {
    rule: 'loses an object that was taken out while another is broken',
    before: [a, b, c],
    after: [c],
    diagnostics: [about('ServiceEntry default/a')],
    kept: [c, a],
  },
  {
    rule: 'keeps everything when an error cannot be laid at an object’s door',
    before: [a, b],
    after: [c],
    diagnostics: [about()],
    kept: [c, a, b],
  },
  {
    rule: 'keeps everything when the broken object has a name that was not there before',
    before: [a, b],
    after: [b],
    diagnostics: [about('ServiceEntry default/renamed')],
    kept: [b, a],
  },
  {
    rule: 'takes the good version when one of two with the same name is broken',
    before: [a],
    after: [a],
    diagnostics: [about('ServiceEntry default/a')],
    kept: [a],
  },
];

describe('what a file stands for', () => {
  for (const { rule, before, after, diagnostics, kept } of cases)
    it(rule, () => expect(keepLastGood(before, after, diagnostics)).to.deep.equal(kept));
});
