import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { startLoad } from './steady-load.js';

/** How often the mesh changes; the full proof has 200. */
const CHANGES = Number(process.env['XDSIM_PROOF_CHANGES'] ?? 60);

interface Shape {
  /** The service that requests to front.example go to; none: front.example's own. */
  readonly target?: string;
  readonly port: number;
}

/** Renamed, moved to another port, removed, added again: all with the same instance behind. */
const shapes: readonly Shape[] = [
  { target: 'one', port: 8000 },
  { target: 'two', port: 8000 },
  { target: 'two', port: 8001 },
  { port: 0 },
  { target: 'three', port: 8001 },
  { target: 'one', port: 8002 },
];

const service = (name: string, port: number, backend: number) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name} }
spec:
  hosts: [${name}.example]
  location: MESH_INTERNAL
  ports: [{ number: ${port}, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 127.0.0.1, ports: { http: ${backend} } }]
`;

const route = ({ target, port }: Shape) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: front }
spec:
  hosts: [front.example]
  http: [{ route: [{ destination: { host: ${target}.example, port: { number: ${port} } } }] }]
`;

const mesh = (shape: Shape, backend: number) =>
  [
    service('front', 80, backend),
    ...(shape.target ? [service(shape.target, shape.port, backend), route(shape)] : []),
  ].join('---');

describe('make before break', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`rules 50 and 51: fails no request while services are renamed, moved, removed and added again (${protocol})`, async function () {
      this.timeout(CHANGES * 500 + 30_000);
      await using backend = await startHttpBackend({ name: 'instance' });
      await using running = await startMesh({ sources: [], servicePorts: [80, 8000, 8001, 8002], protocol });
      const { server, envoy } = running;
      const apply = async (shape: Shape) => {
        server.registry.replace('proof', parse(mesh(shape, backend.port)).objects);
        await server.settled();
      };
      await apply({ port: 0 });
      const port = running.port(80);
      await envoy.until(
        () =>
          envoy.request({ port, host: 'front.example' }).then(
            (r) => r.status === 200,
            () => false,
          ),
        {
          what: 'the first answer',
        },
      );

      const load = startLoad({ port, host: 'front.example' });
      for (let i = 0; i < CHANGES; i++) await apply(shapes[i % shapes.length]!);
      const answers = await load.stop();
      expect([...answers.keys()], JSON.stringify([...answers])).to.deep.equal(['200 instance']);
      expect(answers.get('200 instance')).to.be.greaterThan(CHANGES);
      const { 'cluster_manager.cluster_removed': removed } = await envoy.stats(
        'cluster_manager.cluster_removed',
      );
      expect(removed, 'clusters did go').to.be.greaterThan(CHANGES / 2);
    });
  }
});
