import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { analyze } from '@xdsim/registry/analysis';
import { createServer } from '@xdsim/server';
import { startEnvoy } from '@xdsim/testkit';
import { expect } from 'chai';

const route = (match: string): string =>
  `{ match: [${match}], route: [{ destination: { host: db.example.com } }] }`;

const mesh = (...matches: readonly string[]): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: db }
spec:
  hosts: [db.example.com]
  addresses: [10.1.0.1]
  ports: [{ number: 5432, name: tcp, protocol: TCP }]
  resolution: STATIC
  endpoints: [{ address: 10.0.0.1 }]
---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: db }
spec: { hosts: [db.example.com], tcp: [${matches.map(route).join(', ')}] }
`;

describe('a subnet in TCP routes (XDS0748)', () => {
  for (const [title, text, isRefused] of [
    [
      'shared by two routes',
      mesh('{ destinationSubnets: [10.94.0.0/16, 10.95.0.0/16] }', '{ destinationSubnets: [10.94.0.0/16] }'),
      true,
    ],
    ['named twice by one', mesh('{ destinationSubnets: [10.94.0.0/16, 10.94.1.2/16] }'), true],
    [
      'taken by two routes alike',
      mesh('{ destinationSubnets: [10.94.0.0/16] }', '{ port: 5432, destinationSubnets: [10.94.1.2/16] }'),
      false,
    ],
  ] as const) {
    it(`that is ${title} is ${isRefused ? 'refused' : 'taken'} by a real Envoy, as the analysis says`, async () => {
      const { objects } = parse(text);
      const registry = createRegistry();
      registry.apply(objects);
      const codes = analyze(registry.snapshot()).map(({ code }) => code);
      expect(codes).to.deep.equal(isRefused ? ['XDS0748'] : []);

      const anyPort = '127.0.0.1:0';
      await using server = await createServer({
        xdsAddress: anyPort,
        adminAddress: anyPort,
        translate: { interception: 'redirect' },
      });
      server.registry.apply(objects);
      await server.settled();
      await using envoy = await startEnvoy({ xds: server.xdsAddress, node: { id: 'web-1' } });
      expect(server.proxies(), envoy.adminAddress).to.have.length(1);
      const answer = await server.settled().then(
        () => 'taken',
        (error: unknown) => String(error),
      );
      expect(answer).to.include(isRefused ? 'overlapping matching rules' : 'taken');
    });
  }
});
