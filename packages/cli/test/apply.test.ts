import { connectXds, selfSignedCertificate } from '@xdsim/testkit';
import { expect } from 'chai';
import { misspelt, service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { startServe } from './start-serve.js';
import { temporaryFolder } from './temporary-folder.js';

const entry = (name: string): string => `serviceentry.networking.istio.io/${name}`;

describe('xdsim apply', () => {
  it('creates, changes, and leaves alone, in the words of kubectl', async () => {
    await using folder = await temporaryFolder({ 'a.yaml': service('a'), 'b.yaml': service('b') });
    await using serve = await startServe([]);
    const apply = () => runXdsim(['apply', '-f', folder.path, '--server', serve.adminAddress]);
    expect(await apply()).to.deep.equal({
      status: 0,
      stdout: `${entry('a')} created\n${entry('b')} created\n`,
      stderr: '',
    });
    await folder.write('b.yaml', service('b', 'other.example.com'));
    expect((await apply()).stdout).to.equal(`${entry('a')} unchanged\n${entry('b')} configured\n`);
  });

  it('takes stdin, a namespace, and answers programs', async () => {
    await using serve = await startServe([]);
    const args = ['apply', '-f', '-', '-n', 'shop', '-o', 'json', '--server', `http://${serve.adminAddress}`];
    const { status, stdout } = await runXdsim(args, { stdin: service('a') });
    expect(JSON.parse(stdout)).to.deep.equal({
      applied: [
        {
          apiVersion: 'networking.istio.io/v1',
          kind: 'ServiceEntry',
          namespace: 'shop',
          name: 'a',
          resourceVersion: '1',
          outcome: 'created',
        },
      ],
    });
    expect(status).to.equal(0);
  });

  it('applies what is right, shows what is wrong, and ends with 65', async () => {
    await using serve = await startServe([]);
    const stdin = `${misspelt('wrong')}---${service('right')}`;
    const { status, stdout, stderr } = await runXdsim(['apply', '-f', '-', '--server', serve.adminAddress], {
      stdin,
    });
    expect(stdout).to.equal(`${entry('right')} created\n`);
    expect(stderr).to.contain('error[XDS0213]').and.to.contain('<stdin>:6:3');
    expect(status).to.equal(65);
  });

  it('leaves what a file of the server says, names the file, and ends with 1', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.write('mesh.yaml', service('a'));
    await using serve = await startServe([file]);
    const { status, stdout, stderr } = await runXdsim(['apply', '-f', '-', '--server', serve.adminAddress], {
      stdin: `${service('a', 'other.example.com')}---${service('b')}`,
    });
    expect(stdout).to.equal(`${entry('b')} created\n`);
    expect(stderr)
      .to.match(/^Error from server \(Conflict\): /)
      .and.to.contain(file);
    expect(status).to.equal(1);
  });

  it('ends with 69 where there is no server', async () => {
    await using serve = await startServe([]);
    const { adminAddress } = serve;
    await serve.end('SIGTERM');
    const { status, stdout, stderr } = await runXdsim(['apply', '-f', '-', '--server', adminAddress], {
      stdin: service('a'),
    });
    expect(stderr)
      .to.contain(`no server at http://${adminAddress}: ECONNREFUSED`)
      .and.to.contain('xdsim serve');
    expect({ status, stdout }).to.deep.equal({ status: 69, stdout: '' });
  });

  it('waits until every proxy holds it', async () => {
    await using serve = await startServe([]);
    await using proxy = await connectXds(serve.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const { status, stderr } = await runXdsim(
      ['apply', '-f', '-', '--wait', '--server', serve.adminAddress],
      {
        stdin: service('a'),
      },
    );
    expect([status, stderr]).to.deep.equal([
      0,
      'every connected proxy holds generation 1\n  applied     web-1\n',
    ]);
    expect([...proxy.resources('clusters').keys()]).to.include('outbound|8080||a.example.com');
  });

  it('does not wait forever: it says which proxy lacks what, and ends with 1', async () => {
    await using serve = await startServe([]);
    await using proxy = await connectXds(serve.xdsAddress, { id: 'web-1' });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const args = ['apply', '-f', '-', '--wait', '--timeout', '100ms', '--server', serve.adminAddress];
    const { status, stdout, stderr } = await runXdsim(args, { stdin: service('a') });
    expect(stdout).to.equal(`${entry('a')} created\n`);
    expect(stderr).to.match(/^Error from server \(Timeout\): not settled .*web-1 has not accepted clusters/);
    expect(stderr).to.match(/\n {2}pending {5}web-1 \(clusters\)\n$/);
    expect(status).to.equal(1);
  });

  it('says created when the object is kept: a server that is killed has it again', async () => {
    await using folder = await temporaryFolder();
    const args = ['--data-dir', folder.path];
    const get = async ({ adminAddress }: { readonly adminAddress: string }) =>
      (await runXdsim(['get', 'se/a', '-o', 'json', '--server', adminAddress])).stdout;
    await using first = await startServe(args);
    await runXdsim(['apply', '-f', '-', '--server', first.adminAddress], { stdin: service('a') });
    const before = await get(first);
    await first.end('SIGKILL');
    await using second = await startServe(args);
    expect(before)
      .to.contain('"uid"')
      .and.to.equal(await get(second));
  });

  it('shows a token to a server that asks for one', async () => {
    await using folder = await temporaryFolder({ token: 'sesame\n', other: 'barley\n' });
    await using serve = await startServe(['--admin-token-file', `${folder.path}/token`]);
    const apply = (...more: readonly string[]) =>
      runXdsim(['apply', '-f', '-', '--server', serve.adminAddress, ...more], { stdin: service('a') });
    expect((await apply('--token-file', `${folder.path}/token`)).status).to.equal(0);
    for (const more of [[], ['--token-file', `${folder.path}/other`]]) {
      const { status, stderr } = await apply(...more);
      expect(stderr).to.contain('Error from server (Unauthorized)');
      expect(status).to.equal(1);
    }
  });
});

describe('a server with a certificate', () => {
  it('is asked over TLS by all commands, if its authority is known', async () => {
    const { cert, key } = selfSignedCertificate({ commonName: 'xdsim', hosts: ['127.0.0.1', 'localhost'] });
    await using folder = await temporaryFolder({ 'cert.pem': cert, 'key.pem': key, token: 'sesame' });
    const file = (name: string) => `${folder.path}/${name}`;
    const tls = ['--admin-tls-cert', file('cert.pem'), '--admin-tls-key', file('key.pem')];
    await using serve = await startServe([...tls, '--admin-token-file', file('token')]);
    const server = ['--server', `https://${serve.adminAddress}`, '--token-file', file('token')];
    const applied = await runXdsim(['apply', '-f', '-', ...server, '--ca-file', file('cert.pem')], {
      stdin: service('a'),
    });
    expect(applied.status, applied.stderr).to.equal(0);
    const got = await runXdsim([
      'get',
      'serviceentries',
      '-o',
      'name',
      ...server,
      '--ca-file',
      file('cert.pem'),
    ]);
    expect(got.stdout).to.contain('/a');
    const unknown = await runXdsim(['get', 'serviceentries', ...server]);
    expect(unknown.stderr).to.contain('is not believed').and.contain('--ca-file');
    expect(unknown.status).to.equal(69);
  });

  it('has to have its key as well', async () => {
    const { status, stderr } = await runXdsim(['serve', '--admin-tls-cert', 'cert.pem']);
    expect(stderr).to.contain('--admin-tls-cert and --admin-tls-key belong together');
    expect(status).to.equal(64);
  });
});

describe('xdsim delete', () => {
  it('deletes by file, by name, and by both in one word', async () => {
    await using serve = await startServe([]);
    const server = ['--server', serve.adminAddress];
    const stdin = ['a', 'b', 'c', 'd'].map((name) => service(name)).join('---');
    await runXdsim(['apply', '-f', '-', ...server], { stdin });
    const told = (name: string): string => `serviceentry.networking.istio.io "${name}" deleted\n`;
    const file = await runXdsim(['delete', '-f', '-', ...server], { stdin: service('a') });
    expect(file).to.deep.equal({ status: 0, stdout: told('a'), stderr: '' });
    expect((await runXdsim(['delete', 'se', 'b', 'c', ...server])).stdout).to.equal(told('b') + told('c'));
    expect((await runXdsim(['delete', 'serviceentry/d', '--wait', ...server])).stdout).to.equal(told('d'));
    const gone = await runXdsim(['delete', 'se/d', ...server]);
    expect(gone.stderr).to.equal(
      'Error from server (NotFound): serviceentries.networking.istio.io "d" not found\n',
    );
    expect(gone.status).to.equal(1);
    expect((await runXdsim(['delete', 'se/d', '--ignore-not-found', ...server])).status).to.equal(0);
  });
});
