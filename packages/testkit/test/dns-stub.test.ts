import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { addressBytes } from '../src/address-bytes.js';
import { startDnsStub, type DnsStub } from '../src/index.js';
import { rejection } from './rejection.js';

function resolverOf(dns: DnsStub): Resolver {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  resolver.setServers([dns.address]);
  return resolver;
}

const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> =>
  ((await rejection(promise)) as NodeJS.ErrnoException).code;

describe('startDnsStub', () => {
  it('answers with the addresses of the type that is asked for', async () => {
    await using dns = await startDnsStub({
      'a.example.com': ['127.0.0.1', '10.0.0.2', '::1'],
      'b.example.com': ['10.0.0.3'],
    });
    const resolver = resolverOf(dns);
    expect(await resolver.resolve4('a.example.com')).to.deep.equal(['127.0.0.1', '10.0.0.2']);
    expect(await resolver.resolve6('a.example.com')).to.deep.equal(['::1']);
    expect(await codeOf(resolver.resolve6('b.example.com'))).to.equal('ENODATA');
  });

  it('answers NXDOMAIN for names that it does not know', async () => {
    await using dns = await startDnsStub({ 'a.example.com': ['127.0.0.1'] });
    expect(await codeOf(resolverOf(dns).resolve4('c.example.com'))).to.equal('ENOTFOUND');
  });

  it('lets answers be kept for a second, or as long as it is told', async () => {
    await using short = await startDnsStub({ 'a.example.com': ['127.0.0.1'] });
    await using long = await startDnsStub({ 'a.example.com': ['127.0.0.1'] }, { ttlSeconds: 300 });
    expect(await resolverOf(short).resolve4('a.example.com', { ttl: true })).to.deep.equal([
      { address: '127.0.0.1', ttl: 1 },
    ]);
    expect(await resolverOf(long).resolve4('a.example.com', { ttl: true })).to.deep.equal([
      { address: '127.0.0.1', ttl: 300 },
    ]);
  });

  it('listens on a port that it is given, and says so when that is taken', async () => {
    const first = await startDnsStub({ 'a.example.com': ['127.0.0.1'] });
    const { port } = first;
    expect((await rejection(startDnsStub({}, { port }))).message).to.contain('EADDRINUSE');
    await first.close();
    await using again = await startDnsStub({ 'a.example.com': ['127.0.0.2'] }, { port });
    expect(again.port).to.equal(port);
    expect(await resolverOf(again).resolve4('a.example.com')).to.deep.equal(['127.0.0.2']);
  });

  it('answers with what was set last', async () => {
    await using dns = await startDnsStub();
    const resolver = resolverOf(dns);
    dns.set('a.example.com', ['10.0.0.1']);
    expect(await resolver.resolve4('a.example.com')).to.deep.equal(['10.0.0.1']);
    dns.set('A.example.com.', ['10.0.0.2']);
    expect(await resolver.resolve4('a.example.com')).to.deep.equal(['10.0.0.2']);
    dns.set('a.example.com', undefined);
    expect(await codeOf(resolver.resolve4('a.example.com'))).to.equal('ENOTFOUND');
  });

  it('takes names as DNS does: without regard to case', async () => {
    await using dns = await startDnsStub({ 'A.Example.com': ['10.0.0.1'] });
    expect(await resolverOf(dns).resolve4('a.eXample.COM')).to.deep.equal(['10.0.0.1']);
    expect(dns.queries('a.example.com')).to.equal(1);
  });

  it('lets a wildcard stand for every name below it, the most exact entry first', async () => {
    await using dns = await startDnsStub({
      '*.example.com': ['10.0.0.1'],
      '*.b.example.com': ['10.0.0.2'],
      'a.b.example.com': ['10.0.0.3'],
    });
    const resolver = resolverOf(dns);
    const answers = ['x.example.com', 'x.y.example.com', 'x.b.example.com', 'a.b.example.com'].map((name) =>
      resolver.resolve4(name),
    );
    expect((await Promise.all(answers)).flat()).to.deep.equal([
      '10.0.0.1',
      '10.0.0.1',
      '10.0.0.2',
      '10.0.0.3',
    ]);
    expect(await codeOf(resolver.resolve4('example.com'))).to.equal('ENOTFOUND');
  });

  it('counts queries, altogether and by name, the unknown ones too', async () => {
    await using dns = await startDnsStub({ 'a.example.com': ['10.0.0.1'] });
    const resolver = resolverOf(dns);
    await resolver.resolve4('a.example.com');
    await resolver.resolve4('a.example.com');
    await rejection(resolver.resolve4('b.example.com'));
    expect([
      dns.queries(),
      dns.queries('a.example.com'),
      dns.queries('b.example.com'),
      dns.queries('c'),
    ]).to.deep.equal([3, 2, 1, 0]);
  });

  it('has an answer that is too long for UDP asked for over TCP', async () => {
    const many = Array.from({ length: 200 }, (_, index) => `10.0.1.${index}`);
    await using dns = await startDnsStub({ 'many.example.com': many });
    expect(await resolverOf(dns).resolve4('many.example.com')).to.have.members(many);
    expect(dns.queries('many.example.com')).to.equal(2);
  });

  it('answers FORMERR to what it cannot read, nothing to replies, and goes on', async () => {
    await using dns = await startDnsStub({ 'a.example.com': ['10.0.0.1'] });
    const socket = createSocket('udp4');
    const reply = once(socket, 'message');
    socket.send(Buffer.from('0001'), dns.port, '127.0.0.1');
    socket.send(Buffer.from('00028000000100000000000000', 'hex'), dns.port, '127.0.0.1');
    socket.send(Buffer.from('00030000000100000000000061', 'hex'), dns.port, '127.0.0.1');
    const [message] = (await reply) as [Buffer];
    expect(message.toString('hex')).to.equal('000380010000000000000000');
    socket.close();
    expect(await resolverOf(dns).resolve4('a.example.com')).to.deep.equal(['10.0.0.1']);
  });

  it('survives whatever is sent to it', async () => {
    await using dns = await startDnsStub({ 'a.example.com': ['10.0.0.1'] });
    const [udp, tcp] = [createSocket('udp4'), connect(dns.port, '127.0.0.1')];
    await once(tcp, 'connect');
    for (const bytes of fc.sample(fc.uint8Array({ minLength: 1, maxLength: 64 }), 500)) {
      udp.send(bytes, dns.port, '127.0.0.1');
      tcp.write(bytes);
    }
    expect(await resolverOf(dns).resolve4('a.example.com')).to.deep.equal(['10.0.0.1']);
    udp.close();
    tcp.destroy();
  });

  it('refuses addresses that are none', async () => {
    expect((await rejection(startDnsStub({ 'a.example.com': ['localhost'] }))).message).to.equal(
      '"localhost", for a.example.com, is no IP address',
    );
  });
});

describe('addressBytes', () => {
  it('gives the bytes of every IPv4 and IPv6 address', () => {
    const canonical = (address: string): string => new URL(`http://[${address}]`).hostname;
    fc.assert(fc.property(fc.ipV4(), (address) => addressBytes(address).join('.') === address));
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        const groups = addressBytes(address).toString('hex').match(/.{4}/g) ?? [];
        return groups.length === 8 && canonical(groups.join(':')) === canonical(address);
      }),
    );
  });

  it('refuses anything else', () => {
    for (const text of ['', 'localhost', '1.2.3', '1::2::3', 'fe80::1%eth0']) {
      expect(() => addressBytes(text), text).to.throw(RangeError);
    }
  });
});
