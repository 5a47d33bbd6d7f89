import { expect } from 'chai';
import { TestScheduler } from 'rxjs/testing';
import { settle } from '../src/settle.js';

/** What passes, drawn as marbles: one character a millisecond. */
function check(
  title: string,
  input: string,
  output: string,
  combine?: (a: string, b: string) => string,
): void {
  it(title, () => {
    const scheduler = new TestScheduler((actual, expected) => {
      expect(actual).to.deep.equal(expected);
    });
    scheduler.run(({ hot, expectObservable }) => {
      expectObservable(
        hot(input).pipe(
          settle({ quietMs: 5, maxMs: 12 }, combine, (value) => value === value.toUpperCase(), scheduler),
        ),
      ).toBe(output);
    });
  });
}

describe('settling', () => {
  check('lets a single value pass after the quiet time', 'a-------', '-----a--');
  check('lets the last value of a burst pass, once', 'abc-------', '-------c--');
  check('starts the quiet time anew with each value', 'a---b---c-------', '------------c---');
  check('cuts a steady drip after the maximum wait', 'a-b-c-d-e-f-g-h-i-j-----', '------------g----------j');
  check('waits anew after each burst', 'a-----b-----', '-----a-----b');
  check('lets the last value pass when the source ends', 'ab|', '--(b|)');
  const later = (a: string, b: string) => (a > b ? a : b);
  check('puts the values of a burst together as it is told', 'bca-------', '-------c--', later);
  check('passes an error on at once', 'a#', '-#');
  check(
    'lets an urgent value pass at once, and what is left of a burst after it',
    'Abc-------',
    'A------c--',
  );
  check('lets an urgent value wait when a burst has begun', 'aB-------', '------B--');
  check('lets the next urgent value pass when the burst is over', 'A-----B-----', 'A-----B-----');
  check('cuts a steady drip of urgent values, too', 'A-B-C-D-E-F-G-H-----', 'A-----------G-H-----');
  check('keeps what came with an urgent value together with it', '(Ab)-------', 'b----------');
});
