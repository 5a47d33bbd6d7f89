import { expect } from 'chai';
import fc from 'fast-check';
import { MessageMeter } from '../../src/limits/message-meter.js';

const message = (length: number): Buffer => {
  const bytes = Buffer.alloc(5 + length, 7);
  bytes.writeUInt8(0, 0);
  bytes.writeUInt32BE(length, 1);
  return bytes;
};

/** A piece that is all of what was read. */
const alone = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

describe('a message meter', () => {
  it('counts messages however they are cut into pieces, and keeps nothing when all are complete', () => {
    const lengths = fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 20 });
    const cuts = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(lengths, cuts, (sizes, steps) => {
        const bytes = Buffer.concat(sizes.map(message));
        const meter = new MessageMeter();
        let complete = 0;
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const end = at + (steps[i % steps.length] ?? 1);
          complete += meter.take(bytes.subarray(at, end));
          at = end;
        }
        expect(complete).to.equal(sizes.length);
        expect(meter.kept).to.equal(0);
      }),
    );
  });

  it('says what an incomplete message keeps: its pieces, and all that was read with them', () => {
    const meter = new MessageMeter();
    meter.take(alone(message(1_000).subarray(0, 105)));
    expect(meter.kept).to.equal(256 + 105);
    const read = Buffer.from(new ArrayBuffer(64_000));
    meter.take(read.subarray(0, 1));
    meter.take(read.subarray(10, 11));
    expect(meter.kept, 'both keep the same').to.equal(256 + 105 + 2 * 256 + 64_000);
    expect(meter.take(alone(new Uint8Array(898)))).to.equal(1);
    expect(meter.kept).to.equal(0);
  });

  it('forgets what came before the message that is incomplete', () => {
    const meter = new MessageMeter();
    meter.take(alone(message(100).subarray(0, 50)));
    meter.take(alone(Buffer.concat([message(100).subarray(50), message(9).subarray(0, 5)])));
    expect(meter.kept).to.equal(256 + 60);
  });
});
