import { expect } from 'chai';
import { drain } from '../../src/connections/drain.js';
import { Tally } from '../../src/limits/tally.js';
import { TokenBucket } from '../../src/limits/token-bucket.js';
import { Turns } from '../../src/limits/turns.js';
import { defaultLimits, withDefaults } from '../../src/limits/limits.js';
import { Seldom } from '../../src/seldom.js';

describe('limits', () => {
  it('are what they are by default, but for those that are given', () => {
    expect(withDefaults({ streams: 1 })).to.deep.equal({ ...defaultLimits, streams: 1 });
  });

  it('have to exist, and to be positive numbers', () => {
    for (const limits of [{ streams: 0 }, { streams: Number.NaN }, { streams: -1 }, { strems: 1 }])
      expect(() => withDefaults(limits), JSON.stringify(limits)).to.throw(RangeError);
  });
});

describe('a token bucket', () => {
  it('lets through a burst, and then so many a second', () => {
    const bucket = new TokenBucket(10, 3, 0);
    const at = (now: number) => bucket.take(now);
    expect([0, 0, 0, 0, 50, 100, 100, 10_000, 10_000, 10_000, 10_000].map(at)).to.deep.equal([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('a tally', () => {
  it('counts by peer and in all, until what was taken is given back', () => {
    const tally = new Tally(3, 2);
    const first = tally.take('a');
    expect(tally.take('a')).to.be.a('function');
    expect(tally.take('a'), 'one too many of a').to.equal(undefined);
    expect(tally.take('b')).to.be.a('function');
    expect(tally.take('c'), 'one too many in all').to.equal(undefined);
    first?.();
    expect(tally.take('c')).to.be.a('function');
  });
});

describe('what is seldom told', () => {
  it('is told once in a while, with how often it was kept back', () => {
    const seldom = new Seldom(100);
    const times = [0, 1, 99, 100, 150, 300];
    expect(times.map((now) => seldom.pass('a', now))).to.deep.equal([
      0,
      undefined,
      undefined,
      2,
      undefined,
      1,
    ]);
    expect(seldom.pass('b', 301)).to.equal(0);
  });
});

describe('turns', () => {
  it('do little work at once, and much of it in order and with pauses', async () => {
    const turns = new Turns();
    const done: number[] = [];
    const busy = (ms: number): void => {
      for (const end = performance.now() + ms; performance.now() < end;);
    };
    turns.take(() => done.push(0));
    expect(done).to.deep.equal([0]);
    turns.take(() => busy(15));
    turns.take(() => (busy(15), done.push(1)));
    const drop = turns.take(() => done.push(2));
    turns.take(() => done.push(3));
    drop();
    expect(done, 'the turn is up').to.deep.equal([0]);
    await new Promise<void>((resolve) => setImmediate(resolve));
    const between = [...done];
    expect(between, 'a pause').to.deep.equal([0, 1]);
    await new Promise<void>((resolve) => setTimeout(resolve, 50));
    expect(done).to.deep.equal([0, 1, 3]);
  });
});

describe('draining', () => {
  const streams = (count: number) => {
    const ended: number[] = [];
    const open = new Set(Array.from({ length: count }, (_, i) => ({ end: () => void ended.push(i) })));
    return { open, ended };
  };

  it('ends a few streams at once', async () => {
    const { open, ended } = streams(10);
    const over = drain(open, 60_000);
    await over;
    expect(ended).to.have.length(10);
  });

  it('ends many in batches, none of them late', async () => {
    const { open, ended } = streams(100);
    const begun = performance.now();
    const seen: number[] = [];
    const looking = setInterval(() => seen.push(ended.length), 5);
    await drain(open, 200);
    clearInterval(looking);
    expect(ended).to.have.length(100);
    expect(new Set(seen).size, 'there are steps in between').to.be.greaterThan(3);
    expect(performance.now() - begun).to.be.lessThan(2_000);
  });
});
