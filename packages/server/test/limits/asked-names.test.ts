import { expect } from 'chai';
import { AskedNames } from '../../src/limits/asked-names.js';

const set = (count: number): ReadonlySet<string> => new Set(Array.from({ length: count }, (_, i) => `${i}`));

function start(limit: number) {
  const names = new AskedNames(limit);
  const ended: string[] = [];
  const stream = (name: string, host = '10.0.0.1') => {
    const asker = names.asker(host, () => {
      ended.push(name);
      asker.close();
    });
    return asker;
  };
  return { stream, ended };
}

describe('the names that all streams ask for', () => {
  it('count once when they are the same set, however many ask for it', () => {
    const { stream, ended } = start(10);
    const same = set(10);
    const streams = Array.from({ length: 100 }, (_, i) => stream(`${i}`));
    for (const one of streams) one.asks([same]);
    for (const one of streams.slice(1)) one.close();
    expect(ended).to.deep.equal([]);
    stream('another').asks([set(1)]);
    expect(ended).to.have.length(1);
  });

  it('are given back when a stream asks for others, and when it ends', () => {
    const { stream, ended } = start(10);
    const one = stream('one');
    one.asks([set(6), set(4)]);
    one.asks([set(10)]);
    one.asks([set(2)]);
    stream('two').asks([set(8)]);
    one.close();
    one.asks([set(100)]);
    stream('three').asks([set(2)]);
    expect(ended).to.deep.equal([]);
  });

  it('are taken from the peer that asks for the most, and of its streams from the largest and newest', () => {
    const { stream, ended } = start(100);
    stream('proxy', '10.0.0.2').asks([set(40)]);
    stream('small').asks([set(5)]);
    stream('first').asks([set(20)]);
    stream('second').asks([set(20)]);
    stream('third').asks([set(20)]);
    expect(ended).to.deep.equal(['third']);
    stream('proxy-2', '10.0.0.2').asks([set(30)]);
    expect(ended, 'now the other peer asks for more').to.deep.equal(['third', 'proxy']);
  });
});
