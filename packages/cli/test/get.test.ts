import { expect } from 'chai';
import { age } from '../src/print/age.js';
import { service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { startServe, type Serve } from './start-serve.js';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.js';

const rule = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: sticky, namespace: shop, labels: { app: web } }
spec: { host: a.example.com }
`;

/** As cells; the ages of things that were just made differ from run to run. */
const cells = (text: string): readonly (readonly string[])[] =>
  text.split('\n').map((line) => line.split(/ {3,}/).map((cell) => cell.replace(/^\d+s$/, 'AGE')));

describe('xdsim get', () => {
  let folder: TemporaryFolder;
  let serve: Serve;
  let file: string;

  before(async () => {
    folder = await temporaryFolder();
    file = await folder.write('mesh.yaml', service('a'));
    serve = await startServe([file]);
    const stdin = `${service('b', 'b.example.com')}---${rule}`;
    await runXdsim(['apply', '-f', '-', '--server', serve.adminAddress], { stdin });
  });

  after(async () => {
    await serve[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  const get = (...args: readonly string[]) => runXdsim(['get', ...args, '--server', serve.adminAddress]);

  it('shows a kind in the columns of its definition', async () => {
    const { status, stdout, stderr } = await get('serviceentries');
    expect(cells(stdout)).to.deep.equal([
      ['NAME', 'HOSTS', 'LOCATION', 'RESOLUTION', 'AGE'],
      ['a', '["a.example.com"]', 'MESH_EXTERNAL', 'DNS', '<unknown>'],
      ['b', '["b.example.com"]', 'MESH_EXTERNAL', 'DNS', 'AGE'],
      [''],
    ]);
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
  });

  it('shows several kinds of all namespaces, and where they come from', async () => {
    const { stdout } = await get('se,dr', '-A', '-o', 'wide');
    const [entries = '', rules = ''] = stdout.split('\n\n');
    expect(cells(entries).map((row) => [row[0], row[1], row.at(-1)])).to.deep.equal([
      ['NAMESPACE', 'NAME', 'SOURCE'],
      ['default', 'serviceentry.networking.istio.io/a', file],
      ['default', 'serviceentry.networking.istio.io/b', 'api'],
    ]);
    expect(cells(rules)[1]).to.deep.equal([
      'shop',
      'destinationrule.networking.istio.io/sticky',
      'a.example.com',
      'AGE',
      'api',
    ]);
    expect(cells((await get('all', '-A', '-o', 'wide')).stdout)).to.deep.equal(cells(stdout));
  });

  it('selects by label, name and namespace', async () => {
    expect((await get('dr', '-A', '-l', 'app in (web)', '-o', 'name')).stdout).to.equal(
      'destinationrule.networking.istio.io/sticky\n',
    );
    const none = await get('dr', '-n', 'shop', '-l', 'app!=web');
    expect(none).to.deep.equal({ status: 0, stdout: '', stderr: 'No resources found in shop namespace.\n' });
    const broken = await get('dr', '-l', 'app in');
    expect(broken.stderr).to.match(/^Error from server \(BadRequest\): labelSelector: .*\n$/);
    expect(broken.status).to.equal(65);
  });

  it('prints an object so that apply takes it back', async () => {
    const { stdout } = await get('se/b', '-o', 'yaml');
    expect(stdout).to.match(/^apiVersion: networking.istio.io\/v1\nkind: ServiceEntry\n/);
    const args = ['apply', '-f', '-', '--server', serve.adminAddress];
    const again = await runXdsim(args, { stdin: stdout });
    expect(again.stdout).to.equal('serviceentry.networking.istio.io/b unchanged\n');
    const list = JSON.parse((await get('se', 'a', 'b', '-o', 'json')).stdout) as {
      kind: string;
      items: { metadata: object }[];
    };
    expect(list.kind).to.equal('List');
    expect(list.items).to.have.length(2);
    expect(list.items[0]?.metadata).to.include({ name: 'a' }).and.not.to.have.property('managedFields');
  });

  it('shows what there is when one of several is not there, and ends with 1', async () => {
    const { status, stdout, stderr } = await get('se', 'nope', 'a', '-o', 'name');
    expect(stdout).to.equal('serviceentry.networking.istio.io/a\n');
    expect(stderr).to.equal(
      'Error from server (NotFound): serviceentries.networking.istio.io "nope" not found\n',
    );
    expect(status).to.equal(1);
  });

  for (const [args, says] of [
    [['servicentry'], 'there is no kind "servicentry"; did you mean serviceentry?'],
    [['se/a/b'], '"se/a/b" is not KIND/NAME'],
    [['all', 'a'], 'all has no names'],
  ] as const)
    it(`answers \`get ${args.join(' ')}\` with 64`, async () => {
      const { status, stdout, stderr } = await get(...args);
      expect(stderr).to.contain(says);
      expect({ status, stdout }).to.deep.equal({ status: 64, stdout: '' });
    });
});

describe('an age', () => {
  const now = Date.parse('2026-06-01T12:00:00Z');
  for (const [seconds, text] of [
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [200, '3m20s'],
    [7199, '119m'],
    [5 * 3600 + 600, '5h10m'],
    [30 * 3600, '30h'],
    [50 * 3600, '2d2h'],
    [100 * 86_400, '100d'],
    [800 * 86_400, '2y70d'],
  ] as const)
    it(`of ${seconds} seconds is ${text}`, () => {
      expect(age(new Date(now - seconds * 1000).toISOString(), now)).to.equal(text);
    });

  it('of something that does not say is unknown', () => {
    expect(age(null, now)).to.equal('<unknown>');
  });
});
