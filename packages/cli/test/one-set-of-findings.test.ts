import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { service } from './manifests.js';
import { runXdsim } from './run-xdsim.js';
import { startServe } from './start-serve.js';

const mutual = `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: a }
spec: { host: a.example.com, trafficPolicy: { tls: { mode: ISTIO_MUTUAL } } }
`;
const atGateway = `
apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: inner }
spec: { selector: { istio: ingress }, servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: ['*'] }] }
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: inside }
spec: { hosts: [a.example.com], gateways: [inner], http: [{ route: [{ destination: { host: a.example.com } }] }] }
`;
const text = [service('a'), mutual, atGateway].join('---');
const all = ['XDS0501', 'XDS0510', 'XDS0514'];

const codesOf = (output: string): readonly string[] =>
  [...output.matchAll(/^(?:error|warning|info)\[(XDS\d+)\]/gm)].map(([, code]) => code ?? '').sort();

describe('what is wrong with objects', () => {
  for (const [command, status] of [
    ['validate', 65],
    ['translate', 65],
    ['analyze', 79],
  ] as const) {
    it(`is what ${command} tells`, async () => {
      const found = await runXdsim([command, '-f', '-'], { stdin: text });
      expect(codesOf(command === 'translate' ? found.stderr : found.stdout)).to.deep.equal(all);
      expect(found.status).to.equal(status);
    });
  }

  it('is what serve tells, but for what is between objects', async () => {
    await using serve = await startServe(['-'], text);
    const told = await Promise.all(
      [
        'ISTIO_MUTUAL needs certificates that xdsim does not hand out: clusters with it are left out',
        'Gateway is not translated yet: it has no effect',
        'these routes are for gateways, which are not served yet: no proxy is given them',
      ].map((message) => serve.line(message)),
    );
    expect(told.map(({ code }) => code)).to.deep.equal(all);
  });

  it('is what apply tells, at the line of the file, and what is left out is an error', async () => {
    await using serve = await startServe([]);
    const args = ['apply', '-f', '-', '--server', serve.adminAddress];
    const { status, stdout, stderr } = await runXdsim(args, { stdin: text });
    expect(codesOf(stderr)).to.deep.equal(all);
    expect(stderr).to.match(/error\[XDS0501\].*\n +--> <stdin>:\d+:60\n/);
    expect(stdout).to.include('destinationrule.networking.istio.io/a created');
    expect(status).to.equal(79);
  });

  it('is never called applied by apply --wait', async () => {
    await using serve = await startServe([]);
    await using proxy = await connectXds(serve.xdsAddress, { id: 'web-1' }, { autoAck: true });
    proxy.subscribe('clusters');
    await proxy.next('clusters');
    const args = ['apply', '-f', '-', '--wait', '--server', serve.adminAddress];
    const { status, stderr } = await runXdsim(args, { stdin: text });
    expect(codesOf(stderr)).to.deep.equal(all);
    expect(stderr).to.include('not all that was sent is served').and.not.include('applied');
    expect(status).to.equal(79);
  });

  it('is told by apply of what was sent only', async () => {
    await using serve = await startServe([]);
    const args = ['apply', '-f', '-', '--server', serve.adminAddress];
    await runXdsim(args, { stdin: text });
    const { status, stderr } = await runXdsim(args, { stdin: service('b') });
    expect({ status, stderr }).to.deep.equal({ status: 0, stderr: '' });
  });
});
