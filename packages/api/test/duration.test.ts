import { expect } from 'chai';
import fc from 'fast-check';
import { parseDuration } from '../src/index.js';

describe('parseDuration', () => {
  const durations: readonly (readonly [string, number])[] = [
    ['1s', 1000],
    ['500ms', 500],
    ['1h2m3.5s', 3_723_500],
    ['1m1h', 3_660_000],
    ['.5s', 500],
    ['1.s', 1000],
    ['1.5h', 5_400_000],
    ['100us', 0.1],
    ['100µs', 0.1],
    ['1ns', 0.000_001],
    ['0s', 0],
    ['0', 0],
    ['-1s', -1000],
    ['+1s', 1000],
    ['876000h', 3_153_600_000_000],
  ];
  for (const [text, milliseconds] of durations) {
    it(`takes ${text} for ${milliseconds} ms`, () => {
      expect(parseDuration(text)).to.equal(milliseconds);
    });
  }

  for (const text of [
    '',
    '1',
    '-',
    's',
    '.s',
    '1 s',
    ' 1s',
    '1s ',
    '1d',
    '1S',
    '1e3s',
    '1,5s',
    '1ss',
    '--1s',
    '1s-1s',
    'abc',
    '300000000h',
  ]) {
    it(`does not take ${JSON.stringify(text)}`, () => {
      expect(parseDuration(text)).to.equal(undefined);
    });
  }

  it('adds up its parts', () => {
    const part = fc.nat(5000);
    fc.assert(
      fc.property(part, part, part, part, (h, m, s, ms) => {
        expect(parseDuration(`${h}h${m}m${s}s${ms}ms`)).to.equal(((h * 60 + m) * 60 + s) * 1000 + ms);
      }),
    );
  });
});
