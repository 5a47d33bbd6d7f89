import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy, translate } from '../src/index.js';

const text = `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: s }
spec:
  hosts: [s.example.com]
  ports: [{ number: 80, name: http, protocol: HTTP }]
  location: MESH_INTERNAL
  resolution: STATIC
  workloadSelector: { labels: { app: s } }
---
apiVersion: networking.istio.io/v1
kind: WorkloadEntry
metadata: { name: w }
spec: { address: 10.0.0.1, labels: { app: s } }
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: d }
spec: { host: s.example.com, trafficPolicy: { loadBalancer: { simple: RANDOM } } }
`;

describe('provenance', () => {
  it('names the objects that shaped each resource', () => {
    const registry = createRegistry();
    registry.apply(parse(text, { file: 'mesh.yaml' }).objects);
    const { provenance } = translate(registry.snapshot(), createProxy());
    const places = (resource: string) =>
      provenance.get(resource)?.map((o) => `${o.kind} ${o.origin?.file}:${o.origin?.line}`);
    expect(places('clusters/outbound|80||s.example.com')).to.deep.equal([
      'ServiceEntry mesh.yaml:2',
      'DestinationRule mesh.yaml:17',
    ]);
    expect(places('endpoints/outbound|80||s.example.com')).to.deep.equal([
      'ServiceEntry mesh.yaml:2',
      'WorkloadEntry mesh.yaml:12',
    ]);
    expect(places('listeners/0.0.0.0_80')).to.deep.equal(['ServiceEntry mesh.yaml:2']);
    expect(places('routes/80')).to.deep.equal(['ServiceEntry mesh.yaml:2', 'DestinationRule mesh.yaml:17']);
    expect(places('clusters/BlackHoleCluster')).to.deep.equal([]);
  });
});
