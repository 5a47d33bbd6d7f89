import { expect } from 'chai';
import { misspelt, service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { temporaryFolder } from './temporary-folder.js';

describe('xdsim validate', () => {
  it('ends with 0 and says how much it checked when all is well', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': `${service('a')}---\n${service('b')}` });
    const { status, stdout, stderr } = await runXdsim(['validate', '-f', folder.path]);
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 0,
      stdout: '',
      stderr: '2 valid objects in 1 file: no findings\n',
    });
  });

  it('shows each finding with the lines around it, and ends with 65 on an error', async () => {
    await using folder = await temporaryFolder({ 'good.yaml': service('good') });
    const bad = await folder.write('bad.yaml', misspelt('bad'));
    const { status, stdout, stderr } = await runXdsim(['validate', '-f', folder.path]);
    expect(stdout).to.contain(`--> ${bad}:6:3`).and.to.contain('6 |   hots: [bad.example.com]\n  |   ^^^^');
    expect(stderr).to.equal('1 valid object in 2 files: 1 error\n');
    expect(status).to.equal(65);
  });

  it('takes -n for objects without a namespace, as kubectl does', async () => {
    const args = ['validate', '-f', '-', '-o', 'json', '-n', 'shop'];
    const { stdout } = await runXdsim(args, { stdin: misspelt('bad') });
    expect(stdout).to.contain('"ServiceEntry shop/bad"');
  });

  it('prints findings as JSON, each with its code and place', async () => {
    const { status, stdout, stderr } = await runXdsim(['validate', '-f', '-', '-o', 'json'], {
      stdin: misspelt('bad'),
    });
    expect(JSON.parse(stdout)).to.deep.equal({
      diagnostics: [
        {
          code: 'XDS0213',
          severity: 'error',
          message: 'spec lacks the field hosts, and has "hots" instead',
          file: '<stdin>',
          line: 6,
          column: 3,
          path: 'spec.hots',
          object: 'ServiceEntry default/bad',
          help: 'did you mean hosts?',
        },
      ],
    });
    expect({ status, stderr }).to.deep.equal({ status: 65, stderr: '' });
  });

  it('prints an empty list as JSON when all is well', async () => {
    const { status, stdout } = await runXdsim(['validate', '-f', '-', '-o', 'json'], { stdin: service('a') });
    expect(JSON.parse(stdout)).to.deep.equal({ diagnostics: [] });
    expect(status).to.equal(0);
  });

  it('ends with 0 when there are only warnings', async () => {
    await using folder = await temporaryFolder({ 'empty.yaml': '# nothing yet\n' });
    const { status, stdout } = await runXdsim(['validate', '-f', `${folder.path}/empty.yaml`]);
    expect(stdout).to.match(/^warning\[XDS0104\]/);
    expect(status).to.equal(0);
  });

  const table: readonly (readonly [title: string, text: string | Uint8Array, code: string])[] = [
    ['YAML that does not parse', 'kind: [ServiceEntry', 'XDS0101'],
    ['bytes that are not UTF-8', Buffer.from([0x6b, 0x69, 0xff, 0xfe]), 'XDS0103'],
    ['an unknown kind of the group', service('a').replace('ServiceEntry', 'ServiceEntri'), 'XDS0203'],
    ['a misspelt field', misspelt('a'), 'XDS0213'],
    ['a value of the wrong type', service('a').replace('[a.example.com]', 'a.example.com'), 'XDS0207'],
    ['no hosts', service('a').replace('[a.example.com]', '[]'), 'XDS0301'],
    ['two objects with one key', `${service('a')}---\n${service('a')}`, 'XDS0401'],
  ];
  for (const [title, stdin, code] of table) {
    it(`finds ${title}, and ends with 65`, async () => {
      const { status, stdout } = await runXdsim(['validate', '-f', '-', '-o', 'json'], { stdin });
      const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; line?: number }[] };
      expect(diagnostics.map((d) => d.code)).to.include(code);
      expect(diagnostics.every((d) => d.line !== undefined)).to.equal(true);
      expect(status).to.equal(65);
    });
  }

  it('finds two objects with one key in two files, and names both', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a'), 'b.yaml': service('a') });
    const { status, stdout } = await runXdsim(['validate', '-f', folder.path]);
    expect(stdout).to.contain('error[XDS0401]').and.to.contain('a.yaml').and.to.contain('b.yaml');
    expect(status).to.equal(65);
  });

  it('colours findings only when asked to, or on a terminal', async () => {
    const run = async (env: Record<string, string>) =>
      (await runXdsim(['validate', '-f', '-'], { stdin: misspelt('a'), env })).stdout.includes('\u001b[');
    expect(await run({})).to.equal(false);
    expect(await run({ FORCE_COLOR: '1' })).to.equal(true);
    expect(await run({ FORCE_COLOR: '0' })).to.equal(false);
    expect(await run({ NO_COLOR: '1', FORCE_COLOR: '' })).to.equal(false);
  });
});
