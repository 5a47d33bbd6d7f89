import { expect } from 'chai';
import { misspelt, service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { temporaryFolder } from './temporary-folder.js';

/** A route to a host that no service has: an error of the analysis, and of nothing before it. */
const lost = (name: string, host = 'shop.example.com', namespace = 'default'): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  hosts: ['${host}']
  http:
    - route: [{ destination: { host: ${name}.nowhere.example } }]
`;

/** A note of the analysis. */
const unselected = `
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: lonely }
spec: { address: 10.0.0.1 }
`;

/** A warning of validation. */
const unknownField = service('odd').replace('spec:', 'spec:\n  nonsense: 1');

interface Found {
  readonly code: string;
  readonly line: number;
  readonly object: string;
}

async function analyze(stdin: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = await runXdsim(['analyze', '-f', '-', '-o', 'json', ...args], { stdin });
  expect(stderr).to.equal('');
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Found[] };
  return { status, codes: diagnostics.map(({ code }) => code), diagnostics };
}

const list = (...texts: readonly string[]): string => texts.map((text) => text.trim()).join('\n---\n');

describe('xdsim analyze', () => {
  it('ends with 0 and says how much it looked at when all is well', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a'), 'b/c.yaml': service('c') });
    const { status, stdout, stderr } = await runXdsim(['analyze', '-f', folder.path]);
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 0,
      stdout: '',
      stderr: '2 valid objects in 2 files: no findings\n',
    });
  });

  it('finds across files what is wrong between objects, shows where, and ends with 79', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('shop') });
    const file = await folder.write('b.yaml', lost('cart').trimStart());
    const { status, stdout, stderr } = await runXdsim(['analyze', '-f', folder.path]);
    expect(stdout)
      .to.contain('error[XDS0701]: no service has the host "cart.nowhere.example"')
      .and.to.contain(`--> ${file}:7:38`)
      .and.to.contain('xdsim help XDS0701');
    expect(stderr).to.equal('2 valid objects in 2 files: 1 error\n');
    expect(status).to.equal(79);
  });

  it('shows what validation finds as well, all by place', async () => {
    const { codes, diagnostics } = await analyze(list(lost('cart', 'odd.example.com'), unknownField));
    expect(codes).to.deep.equal(['XDS0701', 'XDS0206']);
    expect(diagnostics.map(({ line }) => line)).to.deep.equal([7, 14]);
  });

  it('ends with 65 when an object is invalid, and analyses the others', async () => {
    const { status, codes } = await analyze(list(service('shop'), lost('cart'), misspelt('bad')));
    expect({ status, codes }).to.deep.equal({ status: 65, codes: ['XDS0701', 'XDS0213'] });
  });

  it('ends with 65 when a path cannot be read', async () => {
    const { status, stdout } = await runXdsim(['analyze', '-f', '/no/such/path']);
    expect(stdout).to.match(/^error\[XDS0102\]/);
    expect(status).to.equal(65);
  });

  const thresholds: readonly (readonly [
    args: readonly string[],
    status: number,
    codes: readonly string[],
  ])[] = [
    [[], 0, ['XDS0206', 'XDS0713']],
    [['--failure-threshold', 'warning'], 79, ['XDS0206', 'XDS0713']],
    [['--failure-threshold', 'info'], 79, ['XDS0206', 'XDS0713']],
    [['--output-threshold', 'warning'], 0, ['XDS0206']],
    [['--output-threshold', 'error'], 0, []],
    [['--output-threshold', 'error', '--failure-threshold', 'warning'], 79, []],
  ];
  for (const [args, status, codes] of thresholds) {
    it(`prints ${codes.length} and ends with ${status} on a warning and a note with ${args.join(' ') || 'no flags'}`, async () => {
      const found = await analyze(list(unknownField, unselected), ...args);
      expect({ status: found.status, codes: found.codes }).to.deep.equal({ status, codes });
    });
  }

  const mesh = list(service('shop'), lost('a'), lost('b', '*.example.org', 'test'), unselected, unknownField);
  const suppressions: readonly (readonly [suppress: readonly string[], left: readonly string[]])[] = [
    [['XDS0701'], ['XDS0703', 'XDS0713', 'XDS0206']],
    [['XDS0701=VirtualService/a'], ['XDS0701', 'XDS0703', 'XDS0713', 'XDS0206']],
    [
      ['XDS0701=VirtualService/b.test', 'XDS0703'],
      ['XDS0701', 'XDS0713', 'XDS0206'],
    ],
    [
      ['*=VirtualService default/a', 'XDS0206'],
      ['XDS0701', 'XDS0703', 'XDS0713'],
    ],
    [['XDS07*'], ['XDS0206']],
    [['*'], []],
  ];
  for (const [suppress, left] of suppressions) {
    it(`leaves ${left.join(', ') || 'nothing'} with --suppress ${suppress.join(' ')}`, async () => {
      const flags = suppress.flatMap((one) => ['--suppress', one]);
      const { status, codes } = await analyze(mesh, ...flags);
      expect([...codes].sort()).to.deep.equal([...left].sort());
      expect(status).to.equal(left.includes('XDS0701') ? 79 : 0);
    });
  }

  it('never suppresses the error of an object that is left out', async () => {
    const { status, codes } = await analyze(misspelt('bad'), '--suppress', '*');
    expect({ status, codes }).to.deep.equal({ status: 65, codes: ['XDS0213'] });
  });

  it('takes the namespace of objects that name none from -n', async () => {
    const { diagnostics } = await analyze(unselected, '-n', 'shop');
    expect(diagnostics.map(({ object }) => object)).to.deep.equal(['WorkloadEntry shop/lonely']);
  });

  it('takes who sees what by default from --mesh-config, and refuses one that is wrong', async () => {
    await using folder = await temporaryFolder();
    const closed = await folder.write(
      'mesh.yaml',
      'defaultServiceExportTo: ["."]\ndefaultVirtualServiceExportTo: ["."]\n',
    );
    const wrong = await folder.write('wrong.yaml', 'defaultServiceExportTo: everybody\n');
    const route = lost('shop', '*.shop.internal', 'test').replace('shop.nowhere.example', 'shop.example.com');
    const both = list(service('shop', 'shop.example.com', 80), route);
    expect((await analyze(both, '--suppress', 'XDS0703')).codes).to.deep.equal([]);
    const found = await analyze(both, '--suppress', 'XDS0703', '--mesh-config', closed);
    expect({ status: found.status, codes: found.codes }).to.deep.equal({ status: 79, codes: ['XDS0719'] });
    const { status, stderr } = await runXdsim(['analyze', '-f', '-', '--mesh-config', wrong]);
    expect(stderr).to.contain('wrong.yaml is not a mesh config.');
    expect(status).to.equal(65);
  });

  for (const command of ['analyze', 'validate']) {
    it(`${command} prints findings for GitHub, as SARIF and as JUnit, without a word beside`, async () => {
      await using folder = await temporaryFolder({ 'good.yaml': service('good') });
      const file = await folder.write('odd.yaml', unknownField);
      const print = async (format: string) => {
        const run = await runXdsim([command, '-f', folder.path, '-o', format]);
        expect({ status: run.status, stderr: run.stderr }).to.deep.equal({ status: 0, stderr: '' });
        return run.stdout;
      };
      expect(await print('github')).to.match(/^::warning file=\S+odd\.yaml,line=7,col=3,.*title=XDS0206::/);
      const { version, runs } = JSON.parse(await print('sarif')) as {
        version: string;
        runs: readonly { readonly results: readonly { readonly ruleId: string; readonly level: string }[] }[];
      };
      expect(version).to.equal('2.1.0');
      expect(runs[0]?.results.map(({ ruleId, level }) => [ruleId, level])).to.deep.equal([
        ['XDS0206', 'warning'],
      ]);
      expect(await print('junit'))
        .to.contain('<testsuites name="xdsim" tests="2" failures="0">')
        .and.to.contain(`<testsuite name="${file}" tests="1" failures="0">`)
        .and.to.contain(`<testsuite name="${folder.path}/good.yaml" tests="1" failures="0">`);
    });
  }

  it('counts findings at the failure threshold as failures in JUnit', async () => {
    const run = await runXdsim(['analyze', '-f', '-', '-o', 'junit', '--failure-threshold', 'info'], {
      stdin: unselected,
    });
    expect(run.stdout).to.contain('<testsuites name="xdsim" tests="1" failures="1">');
    expect(run.status).to.equal(79);
  });
});
