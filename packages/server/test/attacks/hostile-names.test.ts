import { open, readFile } from 'node:fs/promises';
import { connectXds, type XdsClient } from '@xdsim/testkit';
import { expect } from 'chai';
import { createLogger } from '../../src/index.js';
import { createFolder } from '../folder.js';
import { cluster } from '../start.js';
import { startAttacked } from './under-attack.js';

const names = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'toString',
  '\u001b[2J\u009b1m\r\nERROR forged\u202e\u0007\u0000',
  '"}\n{"level":60,"msg":"forged"}',
  '<script>alert(1)</script>',
  '${7*7} %s %o {{7*7}}',
  '../../etc/passwd',
  'é'.repeat(2048),
  'a'.repeat(4096),
  ' ',
];

// oxlint-disable-next-line no-control-regex -- control characters are the point
const steering = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('names that mean something elsewhere', () => {
  for (const protocol of ['sotw', 'delta'] as const)
    it(`are names like others when asked for, as node ids and in rejections, on ${protocol}`, async () => {
      await using folder = await createFolder();
      await folder.write('log', '');
      await using file = await open(`${folder.path}/log`, 'a');
      await using attacked = await startAttacked(
        {},
        { logger: createLogger({ fd: file.fd, level: 'debug' }) },
      );
      const clients: XdsClient[] = [];
      for (const name of names) {
        const id = name.slice(0, 1024 / 2);
        const metadata = { [name]: name, NAMESPACE: name.slice(0, 60) };
        const client = await connectXds(attacked.server.xdsAddress, { id, metadata }, { protocol });
        clients.push(client);
        client.subscribe('clusters');
        const response = await client.next('clusters');
        expect([...response.resources.keys()]).to.include(cluster('witness'));
        client.nack(`${name}: no`, response);
        client.subscribe('endpoints', [...names]);
        const endpoints = await client.next('endpoints');
        expect(endpoints.resources.size + endpoints.removed.length).to.equal(names.length);
        client.ack(endpoints);
        client.subscribe('routes', [...names]);
      }
      await attacked.serves();
      for (const page of ['debug/syncz', 'debug/configz', 'metrics']) {
        const answer = await fetch(`http://${attacked.server.adminAddress}/${page}`);
        expect(answer.status, page).to.equal(200);
        const text = await answer.text();
        if (page !== 'metrics') JSON.parse(text);
        expect(answer.headers.get('content-type'), page).to.not.include('html');
      }
      expect(attacked.server.proxies()).to.have.length(names.length + 1);
      for (const client of clients) await client.close();
      expect(attacked.refused).to.deep.equal([]);
      expect(({} as Record<string, unknown>)['NAMESPACE']).to.equal(undefined);

      const lines = (await readFile(`${folder.path}/log`, 'utf8')).trimEnd().split('\n');
      expect(lines.length).to.be.greaterThan(names.length);
      for (const line of lines) {
        expect(line).to.not.match(steering);
        expect(JSON.parse(line)).to.have.property('level').lessThan(60);
      }
    });
});
