import { connect } from 'node:net';
import { until } from '@xdsim/testkit';
import { expect } from 'chai';
import { expectReasons, startAttacked } from './under-attack.js';

const MIB = 1024 * 1024;
const collection = '/apis/networking.istio.io/v1/namespaces/default/serviceentries';
const held = (): number => process.memoryUsage().heapUsed + process.memoryUsage().external;

/** A connection on which anything can be said. */
async function open(address: string) {
  const { port, hostname: host } = new URL(`http://${address}`);
  const socket = connect(Number(port), host).on('error', () => {});
  let said = '';
  let isClosed = false;
  socket.once('close', () => (isClosed = true));
  await new Promise((resolve) => socket.once('connect', resolve).once('close', resolve));
  return {
    socket,
    isClosed: () => isClosed,
    hear: () => socket.on('data', (bytes) => (said += String(bytes))),
    said: () => said,
    [Symbol.dispose]: () => void socket.destroy(),
  };
}

async function openMany(count: number, address: string) {
  const visitors = await Promise.all(Array.from({ length: count }, () => open(address)));
  return { visitors, [Symbol.dispose]: () => visitors.forEach((one) => one[Symbol.dispose]()) };
}

describe('a visitor of the admin address who', () => {
  it('asks on and on without reading is cut, and nobody else notices', async () => {
    await using attacked = await startAttacked();
    using visitor = await open(attacked.server.adminAddress);
    visitor.socket.resume();
    const before = held();
    visitor.socket.write('GET /debug/registryz HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(10_000));
    await until(visitor.isClosed, { what: 'its end' });
    expect((held() - before) / MIB).to.be.lessThan(100);
    expectReasons(attacked, 'admin-requests');
    await attacked.serves();
  });

  it('opens connections without end is refused, counted, and leaves the others alone', async () => {
    await using attacked = await startAttacked();
    using all = await openMany(520, attacked.server.adminAddress);
    await until(() => all.visitors.filter(({ isClosed }) => isClosed()).length >= 8, { what: 'refusals' });
    await until(() => attacked.refused.length >= 8, { what: 'the events' });
    expectReasons(attacked, 'admin-connections');
    await attacked.serves();
  });

  it('watches without end is told that there are too many, and may again when one is over', async () => {
    await using attacked = await startAttacked();
    using all = await openMany(258, attacked.server.adminAddress);
    for (const { socket, hear } of all.visitors) {
      hear();
      socket.write(`GET ${collection}?watch=1 HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    }
    const toldOf = (start: string) => all.visitors.filter(({ said }) => said().startsWith(start));
    await until(() => toldOf('HTTP/1.1 200').length === 256, { what: 'watches' });
    await until(() => toldOf('HTTP/1.1 429').length === 2, { what: 'refusals' });
    expectReasons(attacked, 'admin-watches');
    toldOf('HTTP/1.1 200')[0]!.socket.destroy();
    const watch = async (): Promise<number> => {
      const ending = new AbortController();
      const url = `http://${attacked.server.adminAddress}${collection}?watch=1`;
      const { status } = await fetch(url, { signal: ending.signal });
      ending.abort();
      return status;
    };
    await until(async () => (await watch()) === 200, { what: 'a place' });
    await attacked.serves();
  });

  it('sends many bodies at once keeps little, and nobody else notices', async () => {
    await using attacked = await startAttacked();
    const before = held();
    using all = await openMany(60, attacked.server.adminAddress);
    const { visitors } = all;
    for (const { socket, hear } of visitors) {
      hear();
      socket.write(`POST ${collection} HTTP/1.1\r\nHost: localhost\r\ncontent-length: 1500000\r\n\r\n`);
      socket.write(Buffer.alloc(1_499_999, 32));
    }
    await attacked.serves();
    // Node frees what was read late.
    expect((held() - before) / MIB).to.be.lessThan(400);
    for (const { socket } of visitors) socket.write('x');
    await until(() => visitors.every(({ said }) => said().startsWith('HTTP/1.1 4')), { what: 'all answers' });
    await attacked.serves();
  });

  const ask = async (address: string, method: string, path: string, body: string, type: string) => {
    const answer = await fetch(`http://${address}${path}`, {
      method,
      body,
      headers: { 'content-type': type },
    });
    return { status: answer.status, body: await answer.text() };
  };
  const nested = (depth: number, inside = '1'): string => '{"a":'.repeat(depth) + inside + '}'.repeat(depth);

  it('sends what is nested without end is told so', async () => {
    await using attacked = await startAttacked();
    const { adminAddress } = attacked.server;
    const bodies = [nested(101), nested(100_000), `{"spec":${'['.repeat(100_000)}${']'.repeat(100_000)}}`];
    for (const body of bodies) {
      const patched = await ask(
        adminAddress,
        'PATCH',
        `${collection}/witness`,
        body,
        'application/merge-patch+json',
      );
      expect(patched.status).to.equal(400);
      expect(patched.body).to.include('levels');
      expect((await ask(adminAddress, 'POST', collection, body, 'application/json')).status).to.equal(400);
    }
    await attacked.serves();
  });

  it('sends YAML that would take seconds to read is told so before it is read', async () => {
    await using attacked = await startAttacked();
    const entry = (spec: string): string =>
      `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: a}\nspec:\n  hosts:\n${spec}`;
    const anchors = Array.from({ length: 5_000 }, (_, index) => `  - &a${index} a${index}\n`).join('');
    const aliases = Array.from({ length: 5_000 }, (_, index) => `  - *a${index}\n`).join('');
    const bodies = [
      [entry(anchors + aliases), 413, 'not plain'],
      [entry('  - !x h\n'.repeat(10_000)), 413, 'not plain'],
      [']\n'.repeat(20_000), 413, 'not plain'],
      ['---\n'.repeat(300_000), 400, 'many documents'],
      [entry('  - a\n'.repeat(300_000)), 413, 'bytes at most'],
    ] as const;
    for (const [body, status, why] of bodies) {
      const answer = await ask(attacked.server.adminAddress, 'POST', collection, body, 'application/yaml');
      expect(answer.status).to.equal(status);
      expect(answer.body).to.include(why);
    }
    await attacked.serves();
  });

  it('sends more values than any object of that length has is told so before they are looked at', async () => {
    await using attacked = await startAttacked();
    const { adminAddress } = attacked.server;
    const head =
      '{"apiVersion":"networking.istio.io/v1","kind":"ServiceEntry","metadata":{"name":"a"},"spec":{"hosts":';
    const ones = `${head}[${Array(700_000).fill(1).join()}]}}`;
    const lines = `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nspec:\n${'- a\n'.repeat(300_000)}`;
    for (const [body, type] of [
      [ones, 'application/json'],
      [ones, 'application/yaml'],
      [lines, 'application/yaml'],
    ] as const) {
      const answer = await ask(adminAddress, 'POST', collection, body, type);
      expect(answer.status).to.equal(413);
      expect(answer.body).to.include('more than 150000 values');
    }
    // As long as it may be, and full of what counts.
    const endpoints = Array.from({ length: 66_000 }, () => ({ address: '1.2.3.4' }));
    const spec = { hosts: ['a.com'], resolution: 'STATIC', ports: [{ number: 80, name: 'http' }], endpoints };
    const entry = {
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'a' },
      spec,
    };
    const answer = await ask(adminAddress, 'POST', collection, JSON.stringify(entry), 'application/json');
    expect(answer.status).to.equal(201);
    await attacked.serves();
  });

  it('makes a hundred thousand mistakes hears of a hundred', async () => {
    await using attacked = await startAttacked();
    const mistakes = JSON.stringify({
      apiVersion: 'networking.istio.io/v1',
      kind: 'ServiceEntry',
      metadata: { name: 'a' },
      spec: { hosts: Array.from({ length: 100_000 }, (_, index) => `_${index}!`) },
    });
    const answer = await ask(attacked.server.adminAddress, 'POST', collection, mistakes, 'application/json');
    expect(answer.status).to.equal(422);
    const { causes } = (JSON.parse(answer.body) as { details: { causes: { message: string }[] } }).details;
    expect(causes).to.have.length(101);
    expect(causes.at(-1)?.message).to.match(
      /^ServiceEntry default\/a has more than 100 errors; what comes after them was not looked at/,
    );
    await attacked.serves();
  });

  it('patches the prototype of everything has changed nothing but the object', async () => {
    await using attacked = await startAttacked();
    for (const key of ['__proto__', 'constructor', 'prototype']) {
      const patch = `{"${key}":{"polluted":1},"spec":{"${key}":{"polluted":1}},"metadata":{"labels":{"${key}":{"polluted":1}}}}`;
      const path = `${collection}/witness`;
      await ask(attacked.server.adminAddress, 'PATCH', path, patch, 'application/merge-patch+json');
      expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
      expect((Object as { polluted?: unknown }).polluted).to.equal(undefined);
    }
    await attacked.serves();
  });
});
