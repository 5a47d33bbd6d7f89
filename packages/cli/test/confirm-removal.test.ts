import { connectXds, until } from '@xdsim/testkit';
import { expect } from 'chai';
import { runXdsim } from './run-xdsim.js';
import { startServe } from './start-serve.js';
import { temporaryFolder } from './temporary-folder.js';

const service = (name: string): string => `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name} }
spec:
  hosts: [${name}.example]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 127.0.0.1 }]
`;

describe('xdsim confirm-removal', () => {
  it('serves what the server holds, and says so', async () => {
    await using folder = await temporaryFolder({ 'mesh.yaml': `${service('a')}---\n${service('b')}` });
    await using serve = await startServe([folder.path]);
    await using proxy = await connectXds(serve.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const confirm = () => runXdsim(['confirm-removal', '--server', serve.adminAddress]);
    expect(await confirm()).to.include({ status: 0, stdout: 'nothing was held\n' });

    await folder.write('mesh.yaml', '# cut off\n');
    const readiness = () => fetch(`http://${serve.adminAddress}/readyz`).then(({ status }) => status);
    await until(async () => (await readiness()) === 503, { what: 'the removal that is held' });
    expect(proxy.resources('clusters').has('outbound|80||a.example')).to.equal(true);
    const { status, stdout } = await confirm();
    expect(status).to.equal(0);
    expect(stdout).to.match(/^confirmed: 2 of 2 services would be removed/);
    await until(() => !proxy.resources('clusters').has('outbound|80||a.example'), { what: 'the removal' });
    expect(await readiness()).to.equal(200);
  });

  it('takes a percentage, and nothing else', async () => {
    const { status, stderr } = await runXdsim(['serve', '--max-removal', '0.5', '.']);
    expect([status, stderr]).to.deep.include(64);
    expect(stderr).to.include('Write a percentage, as in 50%.');
  });
});
