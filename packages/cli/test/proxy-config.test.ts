import { connectXds, selfSignedCertificate, type XdsClient } from '@xdsim/testkit';
import { expect } from 'chai';
import { service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { startServe, type Serve } from './start-serve.js';
import { temporaryFolder } from './temporary-folder.js';

const mesh = `${service('a', 'a.example.com', 80)}---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: rule }
spec: { host: a.example.com, trafficPolicy: { connectionPool: { tcp: { connectTimeout: 2s } } } }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: route }
spec:
  hosts: [a.example.com]
  http: [{ match: [{ uri: { prefix: /x }, headers: { v: { exact: '1' } } }], route: [{ destination: { host: a.example.com } }] }]
---
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: vm }
spec:
  hosts: [vm.example.com]
  resolution: STATIC
  ports: [{ number: 443, name: tls, protocol: TLS }]
  endpoints: [{ address: 10.0.0.7 }]
`;

const rows = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => line.split(/ {3,}/));

describe('the proxies of a server', () => {
  let serve: Serve;
  let proxy: XdsClient;

  before(async () => {
    serve = await startServe(['-'], mesh);
    proxy = await connectXds(serve.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    proxy.subscribe('listeners');
    await proxy.next('clusters');
    await proxy.next('listeners');
  });

  after(async () => {
    await proxy[Symbol.asyncDispose]();
    await serve[Symbol.asyncDispose]();
  });

  const run = (...args: readonly string[]) => runXdsim([...args, '--server', serve.adminAddress]);

  it('are listed with what they hold', async () => {
    await runXdsim(['delete', 'se/none', '--ignore-not-found', '--wait', '--server', serve.adminAddress]);
    const { status, stdout, stderr } = await run('proxy-status');
    expect(rows(stdout)).to.deep.equal([
      ['NAME', 'CLUSTER', 'CDS', 'LDS', 'EDS', 'RDS', 'GENERATION', 'VERSION'],
      ['web-1', 'Kubernetes', 'SYNCED', 'SYNCED', 'NOT SENT', 'NOT SENT', '1 applied'],
      [''],
    ]);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    const [one] = JSON.parse((await run('ps', 'web-1', '-o', 'json')).stdout) as { proxy: string }[];
    expect(one).to.include({ proxy: 'web-1', settled: true });
    const none = await run('proxy-status', 'web-2');
    expect(none.stderr).to.contain('There is no proxy web-2');
    expect(none.status).to.equal(1);
  });

  const tables = [
    ['clusters', ['SERVICE FQDN', 'PORT', 'SUBSET', 'DIRECTION', 'TYPE', 'DESTINATION RULE']],
    ['endpoints', ['ENDPOINT', 'STATUS', 'OUTLIER CHECK', 'CLUSTER']],
    ['listeners', ['ADDRESSES', 'PORT', 'MATCH', 'DESTINATION']],
    ['routes', ['NAME', 'VHOST NAME', 'DOMAINS', 'MATCH', 'VIRTUAL SERVICE']],
  ] as const;
  const expected: Readonly<Record<string, readonly string[]>> = {
    clusters: ['a.example.com', '80', '-', 'outbound', 'STRICT_DNS', 'rule.default'],
    endpoints: ['10.0.0.7:443', 'HEALTHY', '-', 'outbound|443||vm.example.com'],
    listeners: ['0.0.0.0', '443', 'SNI: vm.example.com', 'Cluster: outbound|443||vm.example.com'],
    routes: ['80', 'a.example.com:80', 'a.example.com, +1 more...', '/x*, +1 header', 'route.default'],
  };

  for (const [type, heading] of tables)
    it(`show their ${type} in istioctl's columns, with the objects behind them`, async () => {
      const { status, stdout } = await run('proxy-config', type, 'web-1');
      const [first, ...others] = rows(stdout);
      expect(first).to.deep.equal(heading);
      expect(others).to.deep.include(expected[type]);
      expect(status).to.equal(0);
    });

  const narrowed: readonly (readonly [args: string, names: readonly string[]])[] = [
    ['clusters --fqdn a.example', ['a.example.com']],
    ['cluster --port 443', ['vm.example.com']],
    ['clusters --direction outbound --fqdn vm', ['vm.example.com']],
    ['clusters --direction inbound', []],
    ['clusters --subset v1', []],
    ['endpoints --port 443', ['10.0.0.7:443']],
    ['endpoints --address 10.0.0.7 --status healthy', ['10.0.0.7:443']],
    ['endpoints --status unhealthy', []],
    ['endpoints --cluster outbound|443||vm.example.com', ['10.0.0.7:443']],
    ['listeners --port 443', ['0.0.0.0', '0.0.0.0']],
    ['listeners --address 10.0.0.1', []],
    ['routes --name 80', ['80', '80']],
    ['routes --name 81', []],
  ];
  for (const [args, names] of narrowed)
    it(`show ${names.length === 0 ? 'nothing' : names.join(', ')} with ${args}`, async () => {
      const [type = '', ...flags] = args.split(' ');
      const { stdout } = await run('proxy-config', type, 'web-1', ...flags);
      const [, ...shown] = rows(stdout.trimEnd());
      expect(shown.map(([name]) => name)).to.deep.equal(names);
    });

  it('are not narrowed down by what is about something else', async () => {
    const { status, stderr } = await run('proxy-config', 'routes', 'web-1', '--fqdn', 'a');
    expect(stderr).to.contain('error: --fqdn is about clusters');
    expect(status).to.equal(64);
  });

  it('show everything, for people and for programs', async () => {
    const all = await run('pc', 'all', 'web-1');
    for (const [, [title]] of tables) expect(all.stdout).to.match(new RegExp(`^${title} `, 'm'));
    const json = JSON.parse((await run('pc', 'all', 'web-1', '-o', 'json')).stdout) as object;
    expect(json).to.have.all.keys('clusters', 'listeners', 'routes', 'endpoints', 'secrets');
    const clusters = JSON.parse((await run('pc', 'cluster', 'web-1', '-o', 'json')).stdout) as {
      name: string;
    }[];
    expect(clusters.map(({ name }) => name)).to.include('outbound|80||a.example.com');
  });

  it('that are not connected are an error', async () => {
    const { status, stderr } = await run('proxy-config', 'all', 'web-9');
    expect(stderr).to.contain('There is no proxy web-9');
    expect(status).to.equal(1);
  });
});

describe('the secrets of a proxy', () => {
  it("are shown in istioctl's columns, and their keys nowhere", async () => {
    const { cert, key } = selfSignedCertificate({ commonName: 'client' });
    const list =
      '- { name: client, certificateChain: client.pem, privateKey: key.pem, trustedCa: client.pem }';
    await using folder = await temporaryFolder({ 'client.pem': cert, 'key.pem': key, 'secrets.yaml': list });
    await using serve = await startServe(['--secrets', `${folder.path}/secrets.yaml`]);
    await using proxy = await connectXds(serve.xdsAddress, { id: 'web-1' });
    proxy.subscribe('secrets', ['client', 'client-cacert', 'none']);
    await proxy.next('secrets');
    const run = (...args: readonly string[]) => runXdsim([...args, '--server', serve.adminAddress]);

    const { stdout } = await run('proxy-config', 'secret', 'web-1');
    const [heading, ...lines] = rows(stdout);
    expect(heading?.join()).to.equal(
      'RESOURCE NAME,TYPE,STATUS,VALID CERT,SERIAL NUMBER,NOT AFTER,NOT BEFORE',
    );
    expect(lines.map((cells) => cells.slice(0, 4).join())).to.deep.equal([
      'client,Cert Chain,ACTIVE,true',
      'client-cacert,CA,ACTIVE,true',
      'none,-,WARMING,false',
      '',
    ]);
    expect(lines[0]?.[5]).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect((await run('pc', 'all', 'web-1')).stdout).to.contain('RESOURCE NAME');

    const json = (await run('pc', 'secrets', 'web-1', '-o', 'json')).stdout;
    const inline = Buffer.from(key).toString('base64');
    expect(json).to.contain(Buffer.from('[redacted]').toString('base64')).and.not.contain(inline);
  });
});

describe('a proxy that rejects something', () => {
  it('fails apply --wait, which says who has the rest, and shows the place; proxy-status tells it, too', async () => {
    await using serve = await startServe([]);
    await using proxy = await connectXds(serve.xdsAddress, { id: 'web-1' });
    await using other = await connectXds(serve.xdsAddress, { id: 'db-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    proxy.ack(await proxy.next('clusters'));
    other.subscribe('endpoints', ['outbound|80||none.example.com']);
    await other.next('endpoints');
    const server = ['--server', serve.adminAddress];
    const applying = runXdsim(['apply', '-f', '-', '--wait', ...server], { stdin: service('a') });
    proxy.nack('outbound|8080||a.example.com: no such luck', await proxy.next('clusters'));
    const { status, stderr } = await applying;
    expect(stderr).to.match(/^error: not every connected proxy holds it, as some of it was rejected\n/);
    expect(stderr).to.match(/^ {2}(?:unaffected|pending {3}) {2}db-1/m);
    expect(stderr).to.match(/^ {2}rejected {4}web-1$/m);
    expect(stderr).to.match(/^error\[XDS0601\]: web-1 rejected cluster .*no such luck$/m);
    expect(stderr)
      .to.match(/^ --> <stdin>:\d+:1$/m)
      .and.to.contain('= in ServiceEntry default/a');
    expect(status).to.equal(1);
    const shown = await runXdsim(['proxy-status', ...server]);
    expect(shown.stderr)
      .to.contain('web-1 rejected cluster outbound|8080||a.example.com: no such luck')
      .and.to.contain('in ServiceEntry default/a');
    expect(shown.stdout).to.match(/^web-1 .*1 rejected/m);

    const another = runXdsim(['apply', '-f', '-', '--wait', ...server], { stdin: service('b') });
    for (let has = false; !has;) {
      const next = await proxy.next('clusters');
      proxy.ack(next);
      has = next.resources.has('outbound|8080||b.example.com');
    }
    const unrelated = await another;
    expect(unrelated.stderr).to.match(/^every connected proxy holds generation 2\n/);
    expect(unrelated.stderr).to.match(
      /^warning: rejected before this: web-1 rejected cluster .*no such luck$/m,
    );
    expect(unrelated.status).to.equal(0);
    const again = await runXdsim(['apply', '-f', '-', '--wait', ...server], { stdin: service('a') });
    expect(again.stdout).to.contain('unchanged');
    expect(again.stderr)
      .to.match(/^error: not every connected proxy holds it/)
      .and.to.contain('no such luck');
    expect(again.status).to.equal(1);
  });
});
