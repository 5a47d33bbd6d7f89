import { expect } from 'chai';
import { DeadlineError, until } from '../src/index.js';
import { rejection } from './rejection.js';

describe('until', () => {
  it('asks until there is an answer, and returns it', async () => {
    const answers = [undefined, null, false, 'there', 'too late'];
    expect(await until(() => answers.shift(), { intervalMs: 1 })).to.equal('there');
    expect(answers).to.deep.equal(['too late']);
  });

  it('takes zero and the empty text for answers', async () => {
    expect(await until(() => 0)).to.equal(0);
    expect(await until(async () => '')).to.equal('');
  });

  it('gives up after the deadline, having asked at least once', async () => {
    let asked = 0;
    const error = await rejection(until(() => ++asked < 0, { timeoutMs: 0, what: 'the answer' }));
    expect(error).to.be.instanceOf(DeadlineError);
    expect(error.message).to.equal('the answer did not come within 0 ms');
    expect(asked).to.equal(1);
  });

  it('ends at once when asking fails, or when it is called off', async () => {
    const broken = until(() => {
      throw new Error('broken');
    });
    expect((await rejection(broken)).message).to.equal('broken');
    const stop = new AbortController();
    const wait = rejection(
      until(() => false, { signal: stop.signal, intervalMs: 60_000, timeoutMs: 60_000 }),
    );
    stop.abort(new Error('called off'));
    expect((await wait).message).to.equal('called off');
  });
});
