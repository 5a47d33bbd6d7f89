import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { Pieces, type Work } from '../../src/views/pieces.js';

/** Work without a rest. */
const short =
  (work: () => void): Work =>
  () => ({
    next() {
      work();
      return { done: true, value: undefined };
    },
  });

describe('work in pieces', () => {
  it('that is short is done at once', () => {
    const said: string[] = [];
    const pieces = new Pieces(() => said.push('done'));
    pieces.add(short(() => said.push('a')));
    pieces.add(short(() => said.push('b')));
    expect(said).to.deep.equal([]);
    pieces.begin();
    expect(said).to.deep.equal(['a', 'b', 'done']);
  });

  it('gives everything else its turn where it rests, and is done one after the other', async () => {
    const said: string[] = [];
    const done = new Promise<void>((resolve) => {
      const pieces = new Pieces(() => resolve(void said.push('done')));
      pieces.add(function* () {
        said.push('first');
        setImmediate(() => said.push('something else'));
        yield;
        said.push('its rest');
      });
      pieces.add(short(() => said.push('second')));
      pieces.begin();
    });
    await done;
    expect(said).to.deep.equal(['first', 'something else', 'its rest', 'second', 'done']);
  });

  it('is told that its time is up, and not before it has begun', async () => {
    const answers: boolean[] = [];
    const pieces = new Pieces(() => undefined);
    pieces.add(function* (isUp) {
      answers.push(isUp());
      for (const start = performance.now(); performance.now() - start < 30;);
      answers.push(isUp());
      yield;
      answers.push(isUp());
    });
    pieces.begin();
    await turn();
    await turn();
    expect(answers).to.deep.equal([false, true, false]);
  });

  it('goes on after work that throws, and not at all when it is stopped', async () => {
    const said: string[] = [];
    const pieces = new Pieces(() => said.push('done'));
    pieces.add(
      short(() => {
        throw new Error('a mistake in the program');
      }),
    );
    pieces.add(function* () {
      said.push('a');
      yield;
      said.push('b');
    });
    expect(() => pieces.begin()).to.throw('a mistake in the program');
    pieces.begin();
    expect(said).to.deep.equal(['a']);
    pieces.stop();
    await turn();
    expect(said).to.deep.equal(['a']);
  });
});
