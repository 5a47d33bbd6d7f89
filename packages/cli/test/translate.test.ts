import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect } from 'chai';
import { parse } from 'yaml';
import { misspelt, service } from './manifests.js';
import { bin, environment, runXdsim } from './run-xdsim.js';
import { temporaryFolder } from './temporary-folder.js';

interface Output {
  readonly clusters: readonly { readonly name: string }[];
  readonly endpoints: readonly object[];
  readonly listeners: readonly { readonly name: string; readonly address: object }[];
  readonly routes: readonly object[];
}

const namesOf = (output: Output): readonly string[] => output.clusters.map((cluster) => cluster.name);
const clusterOf = (host: string): string => `outbound|8080||${host}`;

describe('xdsim translate', () => {
  it('prints one JSON object with the four kinds of resources', async () => {
    const { status, stdout, stderr } = await runXdsim(['translate', '-f', '-', '-o', 'json'], {
      stdin: service('a'),
    });
    const output = JSON.parse(stdout) as Output;
    expect(Object.keys(output)).to.deep.equal(['clusters', 'endpoints', 'listeners', 'routes']);
    expect(namesOf(output)).to.include(clusterOf('a.example.com'));
    expect(stderr).to.equal('');
    expect(status).to.equal(0);
  });

  it('says above each resource which objects it comes from when asked for the provenance', async () => {
    const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: sticky, namespace: shop }
spec: { host: a.example.com, trafficPolicy: { loadBalancer: { simple: RANDOM } } }
`;
    await using folder = await temporaryFolder({
      'a.yaml': `# first\n---\n${service('a')}`,
      'rule.yaml': rule,
    });
    const args = ['translate', '-f', folder.path, '--namespace', 'shop'];
    const [plain, { stdout }] = await Promise.all([runXdsim(args), runXdsim([...args, '--provenance'])]);
    expect(parse(stdout)).to.deep.equal(parse(plain.stdout));
    const above = stdout
      .slice(0, stdout.indexOf(clusterOf('a.example.com')))
      .split('\n')
      .slice(-3, -1);
    expect(above.map((line) => line.replace(`${folder.path}/`, ''))).to.deep.equal([
      '  # from a.yaml:4 ServiceEntry default/a',
      '  # from rule.yaml:1 DestinationRule shop/sticky',
    ]);
  });

  it('has no provenance for JSON, which has no comments', async () => {
    const { status, stderr } = await runXdsim(['translate', '-f', '-', '-o', 'json', '--provenance'], {
      stdin: '',
    });
    expect(status).to.equal(64);
    expect(stderr).to.include('--provenance');
  });

  it('prints the same as YAML unless asked for JSON', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    const [yaml, json] = await Promise.all([
      runXdsim(['translate', '-f', folder.path]),
      runXdsim(['translate', '-f', folder.path, '-o', 'json']),
    ]);
    expect(parse(yaml.stdout)).to.deep.equal(JSON.parse(json.stdout));
    expect(yaml.stdout).to.match(/^clusters:\n {2}- name: /);
  });

  it('prints one kind of resources with -t', async () => {
    const { stdout } = await runXdsim(['translate', '-f', '-', '-t', 'routes', '-o', 'json'], {
      stdin: service('a'),
    });
    const output = JSON.parse(stdout) as Output;
    expect(Object.keys(output)).to.deep.equal(['routes']);
    expect(output.routes).to.have.length.above(0);
  });

  it('reads several paths, folders with the folders in them, and stdin', async () => {
    await using folder = await temporaryFolder({
      'one.yaml': service('one'),
      'more/two.yml': service('two'),
      'more/three.json': JSON.stringify(parse(service('three'))),
      'more/notes.txt': 'not YAML: [',
      '.hidden/four.yaml': service('four'),
    });
    const extra = await folder.write('named.txt', service('five'));
    const { status, stdout } = await runXdsim(['translate', '-f', folder.path, extra, '-', '-o', 'json'], {
      stdin: service('six'),
    });
    const hosts = ['one', 'two', 'three', 'five', 'six'].map((name) => clusterOf(`${name}.example.com`));
    expect(namesOf(JSON.parse(stdout) as Output)).to.include.members(hosts);
    expect(stdout).not.to.contain('four.example.com');
    expect(status).to.equal(0);
  });

  it('prints what the good objects give when others are bad, and ends with 65', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': `${service('good')}---\n${misspelt('bad')}` });
    const { status, stdout, stderr } = await runXdsim(['translate', '-f', folder.path, '-o', 'json']);
    expect(namesOf(JSON.parse(stdout) as Output)).to.include(clusterOf('good.example.com'));
    expect(stdout).not.to.contain('bad.example.com');
    expect(stderr).to.contain('error[XDS0213]').and.to.contain('hots: [bad.example.com]');
    expect(status).to.equal(65);
  });

  it('ends with 65 when a path cannot be read, and prints what the others give', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a') });
    const { status, stdout, stderr } = await runXdsim([
      'translate',
      '-f',
      folder.path,
      '/no/such/file',
      '-o',
      'json',
    ]);
    expect(namesOf(JSON.parse(stdout) as Output)).to.include(clusterOf('a.example.com'));
    expect(stderr).to.contain('error[XDS0102]: /no/such/file cannot be read: it does not exist');
    expect(status).to.equal(65);
  });

  it('reports what the translation finds, with the place', async () => {
    const rule = `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: mtls
spec:
  host: a.example.com
  trafficPolicy:
    tls: { mode: ISTIO_MUTUAL }
`;
    const { status, stderr } = await runXdsim(['translate', '-f', '-'], { stdin: service('a') + rule });
    expect(stderr).to.match(/error\[XDS0501\].*\n +--> <stdin>:\d+:\d+\n/);
    expect(status).to.equal(65);
  });

  it('translates for the proxy that the flags describe', async () => {
    const private_ = service('a').replace('spec:', 'spec:\n  exportTo: ["."]');
    const seen = async (...flags: string[]) => {
      const { stdout } = await runXdsim(['translate', '-f', '-', '-o', 'json', ...flags], {
        stdin: private_,
      });
      return namesOf(JSON.parse(stdout) as Output).includes(clusterOf('a.example.com'));
    };
    expect(await seen()).to.equal(true);
    expect(await seen('--namespace', 'default', '--label', 'app=web', '--label', 'v=1')).to.equal(true);
    expect(await seen('--namespace', 'shop', '--ip', '10.0.0.1', '--locality', 'eu/eu-1/a')).to.equal(false);
  });

  it('takes -n for objects without a namespace, and for the proxy unless --namespace says where it is', async () => {
    const seen = async (...flags: string[]) => {
      const { stdout } = await runXdsim(['translate', '-f', '-', '-t', 'clusters', '-o', 'json', ...flags], {
        stdin: service('a').replace('spec:', 'spec:\n  exportTo: ["."]'),
      });
      return namesOf(JSON.parse(stdout) as Output).includes(clusterOf('a.example.com'));
    };
    expect(await seen('-n', 'shop')).to.equal(true);
    expect(await seen('-n', 'shop', '--namespace', 'shop')).to.equal(true);
    expect(await seen('-n', 'shop', '--namespace', 'default')).to.equal(false);
    expect(await seen('--namespace', 'shop')).to.equal(false);
  });

  it('binds service ports where the flags say, or none with --interception redirect', async () => {
    const listeners = async (...flags: string[]) => {
      const args = ['translate', '-f', '-', '-t', 'listeners', '-o', 'json', ...flags];
      return (await runXdsim(args, { stdin: service('a') })).stdout;
    };
    const bound = await listeners('--port-offset', '1000', '--bind-address', '127.0.0.1');
    expect(bound).to.contain('"port_value": 9080').and.to.contain('"address": "127.0.0.1"');
    expect(await listeners('--interception', 'redirect')).to.contain('"name": "virtualOutbound"');
  });

  it('gives the DNS server of --dns-resolver to the proxy', async () => {
    const { stdout } = await runXdsim(
      ['translate', '-f', '-', '-o', 'json', '--dns-resolver', '127.0.0.1:5353'],
      {
        stdin: service('a'),
      },
    );
    expect(stdout).to.contain('"port_value": 5353');
  });

  it('follows --mesh-config, and translates nothing when it is wrong', async () => {
    await using folder = await temporaryFolder({
      'right.yaml': 'outboundTrafficPolicy: { mode: REGISTRY_ONLY }\n',
      'wrong.yaml': 'outboundTrafficPolicy: { mode: SOMETIMES }\n',
    });
    const run = (file: string) =>
      runXdsim(['translate', '-f', '-', '-o', 'json', '--mesh-config', file], { stdin: service('a') });
    const right = await run(`${folder.path}/right.yaml`);
    expect(namesOf(JSON.parse(right.stdout) as Output)).not.to.include('PassthroughCluster');
    expect(right.status).to.equal(0);
    const wrong = await run(`${folder.path}/wrong.yaml`);
    expect(wrong).to.include({ status: 65, stdout: '' });
    expect(wrong.stderr).to.contain('SOMETIMES').and.to.contain('wrong.yaml is not a mesh config');
    const absent = await run(`${folder.path}/absent.yaml`);
    expect(absent).to.include({ status: 65, stdout: '' });
    expect(absent.stderr).to.contain('absent.yaml cannot be read: it does not exist');
  });

  it('is content when its reader has seen enough', async () => {
    const many = Array.from({ length: 500 }, (_, index) => service(`s${index}`)).join('---\n');
    const child = spawn(process.execPath, [bin, 'translate', '-f', '-'], { env: environment({}) });
    let complaints = '';
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdin.end(many);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    const [status] = (await once(child, 'close')) as [number | null];
    expect({ status, complaints }).to.deep.equal({ status: 0, complaints: '' });
  });
});
