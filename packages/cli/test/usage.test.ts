import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { temporaryFolder } from './temporary-folder.js';

const commands = [
  'serve',
  'translate',
  'validate',
  'analyze',
  'apply',
  'delete',
  'get',
  'proxy-status',
  'proxy-config',
  'bootstrap',
  'help',
  'version',
];

describe('the command line', () => {
  for (const command of commands) {
    it(`explains ${command} with examples, on stdout`, async () => {
      const { status, stdout, stderr } = await runXdsim([command, '--help']);
      const [, after = ''] = stdout.split('\nExamples:\n');
      expect(
        after.split('\n').filter((line) => line.includes('xdsim') && line.includes('   # ')),
      ).to.have.length.of.at.least(3);
      expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
    });
  }

  it('lists its commands and exit statuses', async () => {
    const { status, stdout } = await runXdsim(['--help']);
    for (const command of commands) expect(stdout).to.match(new RegExp(`^  ${command}[ |]`, 'm'));
    expect(stdout).to.contain('Exit status:').and.to.contain('65  input that cannot be read, or is invalid');
    expect(status).to.equal(0);
  });

  it('prints its version, which is that of the package', async () => {
    const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(manifest) as { version: string };
    const [text, json, flag] = await Promise.all([
      runXdsim(['version']),
      runXdsim(['version', '-o', 'json']),
      runXdsim(['--version']),
    ]);
    expect(text.stdout)
      .to.match(/^xdsim \S+ \(Node \S+, \S+\)\n$/)
      .and.to.contain(version);
    expect(JSON.parse(json.stdout)).to.include({ xdsim: version, node: process.versions.node });
    expect(flag.stdout).to.equal(`${version}\n`);
    expect([text.status, json.status, flag.status]).to.deep.equal([0, 0, 0]);
  });

  it('prints the page of a code, in any case, as the docs have it', async () => {
    const page = await readFile(new URL('../../../docs/diagnostics/XDS0213.md', import.meta.url), 'utf8');
    for (const code of ['XDS0213', 'xds0213']) {
      expect(await runXdsim(['help', code])).to.deep.equal({ status: 0, stdout: page, stderr: '' });
    }
  });

  it('prints the help of a command in two ways', async () => {
    const [word, flag] = await Promise.all([runXdsim(['help', 'get']), runXdsim(['get', '--help'])]);
    expect(word).to.deep.equal(flag);
    expect((await runXdsim(['help'])).stdout).to.equal((await runXdsim(['--help'])).stdout);
  });

  it('takes paths as arguments and by -f alike', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a'), 'b.yaml': service('b') });
    const [a, b] = [`${folder.path}/a.yaml`, `${folder.path}/b.yaml`];
    for (const command of ['validate', 'translate']) {
      const ways = await Promise.all([
        runXdsim([command, a, b]),
        runXdsim([command, '-f', a, '-f', b]),
        runXdsim([command, b, '-f', a]),
      ]);
      expect(ways[0]).to.include({ status: 0 });
      for (const way of ways) expect(way).to.deep.equal(ways[0]);
    }
  });

  it('shows a default for a duration that it would take', async () => {
    const { stdout } = await runXdsim(['apply', '--help']);
    expect(stdout).to.match(/--timeout <duration>\s+how long to wait \(default: 30s\)/);
  });

  const mistakes: readonly (readonly [args: readonly string[], says: string])[] = [
    [[], 'Usage: xdsim'],
    [['translat', '-f', '-'], "unknown command 'translat'"],
    [['translate', '-f', '-', '--file', '-'], "unknown option '--file'"],
    [['help', 'transalte'], 'did you mean translate?'],
    [['help', 'XDS9999'], 'there is no command and no code "XDS9999"'],
    [['translate'], 'say which files, as in xdsim translate mesh.yaml'],
    [['translate', '-f', '-', '-o', 'xml'], 'Allowed choices are yaml, json'],
    [
      ['translate', '-f', '-', '-t', 'secrets'],
      'Allowed choices are clusters, endpoints, listeners, routes, all',
    ],
    [['translate', '-f', '-', '--label', 'app'], 'Write KEY=VALUE'],
    [['translate', '-f', '-', '--ip', 'localhost'], 'Write an IP address'],
    [['translate', '-f', '-', '--locality', 'a/b/c/d'], 'Write REGION/ZONE/SUBZONE'],
    [['translate', '-f', '-', '--type', 'gateway'], 'Allowed choices are sidecar'],
    [['translate', '-f', '-', '--port-offset', '-1'], 'Write a number from 0 to 65534'],
    [['translate', '-f', '-', '--dns-resolver', 'dns:53'], 'Write IP:PORT'],
    [['validate'], 'say which files'],
    [['validate', '-f', '-', '-o', 'xml'], 'Allowed choices are pretty, json, github, sarif, junit'],
    [['analyze'], 'say which files'],
    [['analyze', '-f', '-', '--failure-threshold', 'note'], 'Allowed choices are info, warning, error'],
    [['analyze', '-f', '-', '--suppress', 'IST0101'], 'Write CODE or CODE=KIND/NAME'],
    [['analyze', '-f', '-', '--suppress', 'XDS0701='], 'Write CODE or CODE=KIND/NAME'],
    [['bootstrap'], "required option '--id <id>' not specified"],
    [['bootstrap', '--id', ''], 'Write a name'],
    [['bootstrap', '--id', ' '], 'Write a name'],
    [['bootstrap', '--id', 'a\u001b[2J'], 'Write a name'],
    [['bootstrap', '--id', 'a', '--xds-address', 'host'], 'Write HOST:PORT'],
    [['bootstrap', '--id', 'a', '--xds-address', '1:70000'], 'Write HOST:PORT'],
    [['bootstrap', '--id', 'a', '--port-offset', 'x'], 'Write a number from 0 to 65534'],
    [['bootstrap', '--id', 'a', '--tls-cert', 'c.pem'], '--tls-cert and --tls-key belong together'],
    [['bootstrap', '--id', 'a', '--tls-server-name', 'x'], 'TLS needs --tls-ca'],
    [['serve', '--xds-address', '18000'], 'Write HOST:PORT'],
    [['serve', '--interception', 'tproxy'], 'Allowed choices are none, redirect'],
    [['serve', '--tls-key', 'k.pem'], '--tls-cert and --tls-key belong together'],
    [['serve', '--tls-client-ca', 'ca.pem'], '--tls-client-ca needs --tls-cert and --tls-key'],
    [['serve', '--allow', 'a.yaml'], '--allow is about certificates of clients: it needs --tls-client-ca'],
    [['serve', '--limit', 'streams'], 'Write NAME=NUMBER'],
    [['serve', '--drain', 'soon'], 'Write a number of seconds'],
    [['version', 'now'], 'too many arguments'],
    [['apply'], 'say which files'],
    [['apply', '-f', '-', '--server', 'here'], 'Write HOST:PORT'],
    [['apply', '-f', '-', '--wait', '--timeout', 'soon'], 'Write a duration'],
    [['delete'], 'say either which objects, or -f'],
    [['delete', 'se/a', '-f', '-'], 'say either which objects, or -f'],
    [['delete', 'se'], 'say which objects: xdsim delete se NAME'],
    [['get'], "missing required argument 'kind'"],
    [['get', 'se', '-o', 'xml'], 'Allowed choices are wide, yaml, json, name'],
    [['proxy-config', 'bootstrap', 'web-1'], 'Allowed choices are clusters'],
    [['proxy-config', 'all'], "missing required argument 'proxy'"],
  ];
  for (const [args, says] of mistakes) {
    it(`answers \`${['xdsim', ...args].join(' ')}\` with 64, and says what is wrong`, async () => {
      const { status, stdout, stderr } = await runXdsim(args);
      expect(stderr).to.contain(says);
      expect({ status, stdout }).to.deep.equal({ status: 64, stdout: '' });
    });
  }

  for (const command of ['describe', 'envoy', 'explain', 'completion']) {
    it(`says that ${command} does not exist yet, with whatever flags, and ends with 64`, async () => {
      const { status, stdout, stderr } = await runXdsim([command, 'something', '-n', 'shop', '--help']);
      expect(stderr).to.contain(`xdsim ${command} does not exist yet; `);
      expect({ status, stdout }).to.deep.equal({ status: 64, stdout: '' });
    });
  }
});
