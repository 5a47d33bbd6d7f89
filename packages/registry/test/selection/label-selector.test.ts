import { expect } from 'chai';
import fc from 'fast-check';
import { labelsMatch, parseLabelSelector } from '../../src/index.js';

describe('label selectors', () => {
  const cases: readonly (readonly [string, Record<string, string>, boolean])[] = [
    ['', {}, true],
    ['  ', { a: 'b' }, true],
    ['a', { a: '' }, true],
    ['a', {}, false],
    ['!a', {}, true],
    ['!a', { a: 'b' }, false],
    ['! a', {}, true],
    ['a=b', { a: 'b' }, true],
    ['a == b', { a: 'b' }, true],
    ['a=b', {}, false],
    ['a=', { a: '' }, true],
    ['a=,c=d', { a: '', c: 'd' }, true],
    ['a=in', { a: 'in' }, true],
    ['a!=b', {}, true],
    ['a!=b', { a: 'c' }, true],
    ['a!=b', { a: 'b' }, false],
    ['a in (b,c)', { a: 'c' }, true],
    ['a in (b, c)', { a: 'd' }, false],
    ['a in(b)', { a: 'b' }, true],
    ['a in (,b)', { a: '' }, true],
    ['a notin (b,c)', {}, true],
    ['a notin (b,c)', { a: 'b' }, false],
    ['n>2', { n: '10' }, true],
    ['n<2', { n: '10' }, false],
    ['n>2', { n: 'many' }, false],
    ['a=b,c!=d,e in (f,g),!h', { a: 'b', e: 'f' }, true],
    ['a=b,c!=d,e in (f,g),!h', { a: 'b', e: 'f', h: '' }, false],
    ['example.com/part-of=x.y_z', { 'example.com/part-of': 'x.y_z' }, true],
    ['constructor', {}, false],
  ];
  for (const [text, labels, expected] of cases) {
    it(`'${text}' ${expected ? 'selects' : 'does not select'} ${JSON.stringify(labels)}`, () => {
      const { selector, error } = parseLabelSelector(text);
      expect(error).to.equal(undefined);
      expect(labelsMatch(selector!, labels)).to.equal(expected);
    });
  }

  const malformed: readonly (readonly [string, number, string])[] = [
    ['a=b,', 5, 'found the end where a label is expected'],
    [',a', 1, "found ',' where a label is expected"],
    ['a=b c', 5, "found 'c' where ',' or the end is expected"],
    ['a=b=c', 4, "found '=' where ',' or the end is expected"],
    ['a in b', 6, "found 'b' where '(' is expected"],
    ['a in ()', 7, "found ')' where at least one value is expected"],
    ['a in (b', 8, "found the end where ',' or ')' is expected"],
    ['!a=b', 3, "found '=' where ',' or the end is expected"],
    ['in', 1, "found 'in' where a label is expected"],
    ['n>x', 3, "found 'x' where an integer is expected"],
    ['a b', 3, "found 'b' where one of '=', '==', '!=', 'in', 'notin', '<', '>', ',' or the end is expected"],
    ['-a=b', 1, "'-a' is not a label key"],
    ['A.com/x=b', 1, "'A.com/x' is not a label key"],
    ['a/b/c', 1, "'a/b/c' is not a label key"],
    ['a=b/c', 3, "'b/c' is not a label value"],
    [`a=${'x'.repeat(64)}`, 3, `'${'x'.repeat(64)}' is not a label value`],
  ];
  for (const [text, column, message] of malformed) {
    it(`'${text.slice(0, 12)}' is malformed in column ${column}`, () => {
      expect(parseLabelSelector(text).error).to.deep.equal({ column, message });
    });
  }

  it('never throw, whatever the text', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', '1', '=', '!', '(', ')', ',', '<', '>', ' ', '-', '.', '/', 'in '),
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (t) => {
        const { selector, error } = parseLabelSelector(t);
        expect(selector === undefined).to.equal(error !== undefined);
        if (error) expect(error.column).to.be.within(1, t.length + 1);
      }),
    );
  });
});
