import { expect } from 'chai';
import { withinTime } from '../src/sources/within-time.js';

describe('a file system', () => {
  it('that does not answer is given up', async () => {
    const never = new Promise<never>(() => {});
    const error = await withinTime(never, 10).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(Error).and.include({ code: 'ETIMEDOUT', message: 'no answer in 10 ms' });
  });

  it('that answers in time is heard, whatever it says', async () => {
    expect(await withinTime(Promise.resolve(1), 1_000)).to.equal(1);
    const error = await withinTime(Promise.reject(new Error('EIO')), 1_000).catch(
      (caught: unknown) => caught,
    );
    expect(error).to.have.property('message', 'EIO');
  });
});
