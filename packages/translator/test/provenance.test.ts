import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy, createTranslator, translate } from '../src/index.js';

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

  it('names the VirtualService of a route, and the Sidecar that decides what there is', () => {
    const registry = createRegistry();
    const more = `${text}---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: v }
spec: { hosts: [s.example.com], http: [{ route: [{ destination: { host: s.example.com } }] }] }
---
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: { name: sidecar }
spec: { egress: [{ hosts: ['*/*'] }] }
`;
    registry.apply(parse(more, { file: 'mesh.yaml' }).objects);
    const { provenance } = translate(registry.snapshot(), createProxy());
    const kinds = (resource: string) => provenance.get(resource)?.map((o) => o.kind);
    expect(kinds('routes/80')).to.have.members([
      'ServiceEntry',
      'VirtualService',
      'DestinationRule',
      'Sidecar',
    ]);
    expect(kinds('clusters/outbound|80||s.example.com')).to.deep.equal([
      'ServiceEntry',
      'DestinationRule',
      'Sidecar',
    ]);
    expect(kinds('listeners/0.0.0.0_80')).to.deep.equal(['ServiceEntry', 'Sidecar']);
    expect(kinds('clusters/BlackHoleCluster')).to.deep.equal([]);
  });

  it('shows where an object stands now, though it only slid down some lines', () => {
    const registry = createRegistry();
    registry.replace('mesh.yaml', parse(text, { file: 'mesh.yaml' }).objects);
    const translator = createTranslator(createProxy());
    translator.update(registry.snapshot());
    const before = registry.snapshot().generation;
    registry.replace('mesh.yaml', parse(`# a\n# b\n${text}`, { file: 'mesh.yaml' }).objects);
    registry.apply(parse('{ apiVersion: v1, kind: Namespace, metadata: { name: n } }').objects);
    const { generation } = registry.snapshot();
    const key = { kind: 'Namespace', namespace: '', name: 'n' } as const;
    const change = { since: before, generation, changed: [key], services: [], isRoutine: false };
    const { provenance, delta } = translator.update(registry.snapshot(), change);
    expect(delta.clusters).to.deep.equal({ upserted: [], removed: [] });
    expect(provenance.get('routes/80')?.map((o) => o.origin?.line)).to.deep.equal([4, 19]);
  });
});
