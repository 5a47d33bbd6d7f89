import { connect } from 'node:tls';
import { typeUrls } from '@xdsim/envoy';
import { selfSignedCertificate, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { connectRaw, messageHead } from './raw-stream.js';
import { startServer } from '../start.js';
import { expectReasons, startAttacked } from './under-attack.js';

const MIB = 1024 * 1024;
const node = { id: 'attacker' };

describe('a connection', () => {
  it('that is old is ended within its grace, also when its client holds on to its stream', async () => {
    await using attacked = await startAttacked({ connectionAgeMs: 1_000, connectionGraceMs: 200 });
    await using connection = connectRaw(attacked.server.xdsAddress);
    const { ask, stream } = connection.stream();
    stream.resume();
    ask({ node, type_url: typeUrls.clusters });
    const told = new Promise<void>((resolve) => connection.session.once('goaway', () => resolve()));
    await until(() => attacked.server.proxies().some(({ id }) => id === node.id), { what: 'the proxy' });
    await told;
    await connection.closed;
    await until(() => attacked.server.proxies().every(({ id }) => id !== node.id), { what: 'its end' });
    expectReasons(attacked);
  });

  it('over IPv6 is measured like any other: requests that never end are cut', async () => {
    await using attacked = await startAttacked({ incompleteBytes: 2 * MIB }, { xdsAddress: '[::1]:0' });
    await using connection = connectRaw(attacked.server.xdsAddress);
    const { write, stream } = connection.stream();
    stream.resume();
    write(messageHead(30 * MIB));
    for (let i = 0; i < 8; i++) write(Buffer.alloc(MIB));
    await connection.closed;
    expectReasons(attacked, 'incomplete');
    await attacked.serves();
  });
});

describe('TLS', () => {
  for (const version of ['TLSv1', 'TLSv1.1'] as const)
    it(`is not spoken as ${version}`, async () => {
      const { cert, key } = selfSignedCertificate({ commonName: 'xdsim', hosts: ['localhost'] });
      const tls = { cert: Buffer.from(cert), key: Buffer.from(key) };
      await using server = await startServer({ tls });
      const { port, hostname: host } = new URL(`http://${server.xdsAddress}`);
      const why = await new Promise<string>((resolve) => {
        const socket = connect({
          port: Number(port),
          host,
          rejectUnauthorized: false,
          minVersion: version,
          maxVersion: version,
          // OpenSSL: old versions are not even asked for otherwise.
          ciphers: 'ALL:@SECLEVEL=0',
        });
        socket
          .once('secureConnect', () => resolve('spoken'))
          .once('error', ({ message }) => resolve(message));
      });
      expect(why).to.match(/alert|version|protocol/i);
    });
});
