import { parse } from '@xdsim/api';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { localService } from './local-service.js';

const ports = [81, 82, 83, 84, 85] as const;

/** Envoy takes regular expressions up to some size, and names nothing but them. */
const route = (regex: string) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: s82 }
spec:
  hosts: [s82.example]
  http: [{ match: [{ uri: { regex: '${regex}' } }], route: [{ destination: { host: s82.example } }] }]
`;

describe('a rejection that names nothing', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const)
    it(`rule 16: is found out by halves, and all else is served (${protocol})`, async () => {
      await using backend = await startHttpBackend({ name: 'instance' });
      await using mesh = await startMesh({ sources: [], servicePorts: ports, protocol });
      const { server, envoy } = mesh;
      const all = ports.map((port) => localService(`s${port}`, backend.port, port));
      const apply = (...texts: readonly string[]) =>
        server.registry.apply(parse(texts.join('---'), { file: 'mesh.yaml' }).objects);
      const answers = (...expected: readonly number[]) =>
        envoy.until(
          async () => {
            const statuses = expected.map((port) =>
              envoy.request({ port: mesh.port(port), host: `s${port}.example` }).then(
                ({ status }) => status === 200,
                () => false,
              ),
            );
            return (await Promise.all(statuses)).every(Boolean);
          },
          { what: `answers on ${expected.join(' ')}` },
        );

      // Together more than the 32,768 instructions that our bootstrap allows.
      const long = '[a-z]{1000}'.repeat(33);
      apply(...all, route(`/a${long}`));
      await answers(81, 83, 84, 85);
      await envoy.until(() => server.proxies()[0]?.setAside.length === 1, { what: 'the one that is wrong' });
      const [diagnostic, ...others] = server.diagnostics();
      expect(others).to.deep.equal([]);
      expect(diagnostic?.message).to.match(/^web-1 rejected routes 82: regex '\/a\[a-z\].* RE2 program size/);
      expect(diagnostic).to.include({ code: 'XDS0601', file: 'mesh.yaml' });

      apply(route('.*'));
      await server.settled();
      await answers(...ports);
      expect(server.diagnostics()).to.deep.equal([]);

      apply(route(`/b${long}`));
      const error = await server.settled().catch((e: unknown) => e);
      expect(String(error)).to.include('RE2 program size');
      await answers(...ports);
    });
});
