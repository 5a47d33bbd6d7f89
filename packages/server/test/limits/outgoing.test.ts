import { expect } from 'chai';
import { Outgoing } from '../../src/limits/outgoing.js';

describe('outgoing responses', () => {
  it('wait, in order, when there are too many bytes of them', () => {
    const { outgoing, told, dones, client } = start(14);
    const [a, b, c] = [client('a'), client('b'), client('c')];
    expect(a.send(20), 'too large, and alone').to.equal(true);
    expect([b.send(4), c.send(5), b.send(3)]).to.deep.equal([false, false, false]);
    expect(told).to.deep.equal(['a 20']);

    outgoing.check(performance.now());
    expect(told, 'nobody is slow yet').to.deep.equal(['a 20']);
    outgoing.check(performance.now() + 2_000);
    expect(told.splice(0)).to.deep.equal(['a 20', 'a slow']);

    a.close();
    c.close();
    dones.shift()?.();
    expect(told.splice(0)).to.deep.equal(['b 4', 'b 3', 'b freed']);
    outgoing.check(performance.now() + 2_000);
    expect(told, 'nobody waits for b').to.deep.equal([]);
    expect(b.send(3)).to.equal(true);
    expect(a.send(1)).to.equal(false);
    for (const done of dones.splice(0)) done();
    expect(told).to.deep.equal(['b 3', 'a 1', 'a freed']);
  });

  it('of clients that read have room of their own, and go first', () => {
    const { told, dones, client } = start(100);
    const [reader, slow, other] = [client('reader'), client('slow'), client('other')];
    reader.send(1);
    dones.shift()?.();
    expect(slow.send(75)).to.equal(true);
    expect(other.send(1), 'no room for who is not known').to.equal(false);
    expect(reader.send(20)).to.equal(true);
    expect(reader.send(20)).to.equal(false);
    told.splice(0);
    dones.shift()?.();
    expect(told).to.deep.equal(['reader 20', 'reader freed', 'other 1', 'other freed']);
  });

  it('are slow when what was sent much later is taken, however much others take', () => {
    const { outgoing, told, dones, client } = start(100, 0);
    const [slow, other, waiting] = [client('slow'), client('other'), client('waiting')];
    slow.send(70);
    untilLater();
    other.send(1);
    dones.pop()?.();
    waiting.send(10);
    told.splice(0);
    outgoing.check(performance.now() - 1_000);
    expect(told).to.deep.equal(['slow slow']);
  });
});

/** Makes the clock of `performance.now()` go on. */
function untilLater(): void {
  for (const now = performance.now(); performance.now() === now;);
}

function start(limit: number, slowMs = 1_000) {
  const outgoing = new Outgoing(limit, slowMs);
  const told: string[] = [];
  const dones: (() => void)[] = [];
  const client = (name: string) => {
    const lane = outgoing.lane({
      freed: () => told.push(`${name} freed`),
      slow: () => told.push(`${name} slow`),
    });
    const send = (bytes: number) =>
      lane.send(bytes, (done) => {
        told.push(`${name} ${bytes}`);
        dones.push(done);
      });
    return { ...lane, send };
  };
  return { outgoing, told, dones, client };
}
