import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from '@xdsim/api';
import { createServer, type Server } from '@xdsim/server';
import { connectXds, selfSignedCertificate } from '@xdsim/testkit';
import { expect } from 'chai';
import { read } from './repository.js';

/** A metric as docs/metrics.md and the server itself describe it. */
interface Described {
  readonly name: string;
  readonly kind: string;
  readonly labels: string;
  readonly help: string;
}

const inPage = (): readonly Described[] =>
  [...read('docs/metrics.md').matchAll(/^\| `(\w+)` *\| (\w+) *\| ([^|]*?) *\| ([^|]*?) *\|$/gm)].map(
    ([, name = '', kind = '', labels = '', help = '']) => ({
      name,
      kind,
      labels: labels.replaceAll('`', ''),
      help,
    }),
  );

async function scrape(server: Server): Promise<string> {
  const answer = await fetch(`http://${server.adminAddress}/metrics`);
  expect(answer.status).to.equal(200);
  expect(answer.headers.get('content-type')).to.match(/^text\/plain; version=/);
  return answer.text();
}

/** What the text of a scrape says of each metric. */
const inText = (text: string): readonly Described[] =>
  [...text.matchAll(/^# HELP (\w+) (.*)\n# TYPE \w+ (\w+)\n((?:[^#\n].*\n)*)/gm)].map(
    ([, name = '', help = '', kind = '', samples = '']) => {
      const labels = [...samples.matchAll(/[{,](\w+)="/g)].map(([, label = '']) => label);
      return { name, kind, labels: [...new Set(labels)].filter((label) => label !== 'le').join(', '), help };
    },
  );

/** The value of a sample, by its name and labels as they stand there. */
const valueOf = (text: string, sample: string): number =>
  Number(
    text
      .split('\n')
      .find((line) => line.startsWith(`${sample} `))
      ?.slice(sample.length + 1),
  );

const service = (address: string) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: a }
spec:
  hosts: [a.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: ${address} }]
`;

describe('the metrics', () => {
  let server: Server;
  beforeEach(async () => {
    server = await createServer({ xdsAddress: '127.0.0.1:0', adminAddress: '127.0.0.1:0' });
    server.registry.apply(parse(service('10.0.0.1'), { file: 'a.yaml' }).objects);
    await server.settled();
  });
  afterEach(() => server.close());

  it('are those that docs/metrics.md lists, kind by kind and label by label', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'xdsim-metrics-'));
    const trustedCa = join(folder, 'ca.pem');
    writeFileSync(trustedCa, selfSignedCertificate({ commonName: 'ca' }).cert);
    await using server = await createServer({
      xdsAddress: '127.0.0.1:0',
      adminAddress: '127.0.0.1:0',
      secrets: [{ name: 'ca', trustedCa }],
    });
    rmSync(folder, { recursive: true });
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    await server.settled();
    const metrics = inText(await scrape(server));
    expect(metrics.length).to.be.above(15);
    expect(metrics).to.have.deep.members([...inPage()]);
  });

  it('tell of a change what was sent, how long it took, and what the server holds', async () => {
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    proxy.subscribe('endpoints', ['outbound|80||a.example']);
    await proxy.next('endpoints');
    await server.settled();
    const before = await scrape(server);
    server.registry.apply(parse(service('10.0.0.2'), { file: 'a.yaml' }).objects);
    await proxy.next('endpoints');
    await server.settled();
    const after = await scrape(server);
    const grown = (sample: string): number => valueOf(after, sample) - valueOf(before, sample);
    expect(grown('xdsim_pushes_total{type="endpoints"}')).to.equal(1);
    expect(grown('xdsim_pushes_total{type="clusters"}')).to.equal(0);
    expect(grown('xdsim_sent_bytes_total{type="endpoints"}')).to.be.above(50);
    expect(grown('xdsim_ack_seconds_count{type="endpoints"}')).to.equal(1);
    expect(grown('xdsim_convergence_seconds_count')).to.equal(1);
    expect(grown('xdsim_translation_seconds_count')).to.equal(1);
    expect(grown('xdsim_generation')).to.equal(1);
    expect(grown('xdsim_published_generation')).to.equal(1);
    expect(valueOf(after, 'xdsim_proxies{protocol="sotw"}')).to.equal(1);
    expect(valueOf(after, 'xdsim_proxies{protocol="delta"}')).to.equal(0);
    expect(valueOf(after, 'xdsim_proxies_behind')).to.equal(0);
    expect(valueOf(after, 'xdsim_objects{kind="ServiceEntry"}')).to.equal(1);
    expect(valueOf(after, 'xdsim_nacks_total{type="endpoints"}')).to.equal(0);
    expect(valueOf(after, 'process_resident_memory_bytes')).to.be.above(1_000_000);
  });

  it('tell of what waits for a proxy, and of what it rejects', async () => {
    await using proxy = await connectXds(server.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    const sent = await proxy.next('clusters');
    const waiting = await scrape(server);
    expect(valueOf(waiting, 'xdsim_responses_pending{type="clusters"}')).to.equal(1);
    expect(valueOf(waiting, 'xdsim_proxies_behind')).to.equal(1);
    proxy.nack('outbound|80||a.example: no such luck', sent);
    await proxy.next('clusters');
    const text = await scrape(server);
    expect(valueOf(text, 'xdsim_nacks_total{type="clusters"}')).to.equal(1);
    expect(valueOf(text, 'xdsim_resources_set_aside{type="clusters"}')).to.equal(1);
  });
});
