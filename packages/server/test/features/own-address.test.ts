import { parse } from '@xdsim/api';
import { connectXds } from '@xdsim/testkit';
import { expect } from 'chai';
import { startServer } from '../start.js';

/** A headless service with two pods: TCP to each of them has a listener of its own. */
const peers = `
apiVersion: v1
kind: Service
metadata: { name: peers, labels: { app: peers } }
spec:
  clusterIP: None
  selector: { app: peers }
  ports: [{ name: tcp, port: 7000 }]
${['10.0.0.1', '10.0.0.2']
  .map(
    (ip, i) => `---
apiVersion: v1
kind: Pod
metadata: { name: peer-${i}, labels: { app: peers } }
spec: { containers: [{ name: peer }] }
status: { phase: Running, podIP: ${ip} }
`,
  )
  .join('')}`;

describe('a proxy beside a workload', () => {
  it('has listeners for the other workloads of its service, and shares all else with its like', async () => {
    await using server = await startServer({ translate: { interception: 'redirect' } });
    server.registry.apply(parse(peers).objects);
    await server.settled();
    const listenersAt = async (ip: string) => {
      const id = `sidecar~${ip}~peer.default~default.svc.cluster.local`;
      await using proxy = await connectXds(server.xdsAddress, { id });
      proxy.subscribe('listeners');
      const { resources } = await proxy.next('listeners');
      expect([...(server.resourcesFor(id)?.listeners.keys() ?? [])]).to.have.members([...resources.keys()]);
      return [...resources.keys()].filter((name) => name.endsWith('_7000')).sort();
    };
    expect(await listenersAt('10.0.0.1')).to.deep.equal(['10.0.0.2_7000']);
    expect(await listenersAt('10.0.0.2')).to.deep.equal(['10.0.0.1_7000']);
    expect(await listenersAt('10.0.0.9')).to.deep.equal(['10.0.0.1_7000', '10.0.0.2_7000']);
  });
});
