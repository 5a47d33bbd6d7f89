import { parse } from '@xdsim/api';
import type { Server } from '@xdsim/server';
import { expect } from 'chai';
import type { WhoServer } from '../../grpc-client/who-service.js';

/** The service that is called, in the clients' own DNS domain. */
export const HOST = 'cart.default.svc.cluster.local';

/** Applies objects, none of which is wrong. */
export function apply(server: Server, text: string): void {
  const { objects, diagnostics } = parse(text, { file: 'grpc.yaml' });
  expect(diagnostics).to.deep.equal([]);
  server.registry.apply(objects);
}

/** An endpoint of loopback, with a label for subsets. */
export const endpoint = ({ port }: Pick<WhoServer, 'port'>, version: string, more = ''): string =>
  `{ address: 127.0.0.1, ports: { grpc: ${port} }, labels: { version: ${version} } ${more} }`;

export const service = (endpoints: readonly string[], host = HOST, more = ''): string => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${host.split('.')[0]} }
spec:
  hosts: [${host}]
  ports: [{ number: 8080, name: grpc, protocol: GRPC }]
  resolution: STATIC
  location: MESH_INTERNAL
  ${more}
  endpoints: [${endpoints.join(', ')}]
---
`;

export const rule = (policy: string): string => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: cart }
spec:
  host: ${HOST}
  trafficPolicy: ${policy}
  subsets: [{ name: v1, labels: { version: v1 } }, { name: v2, labels: { version: v2 } }]
---
`;

/** Rules of a VirtualService, each in one line. */
export const routes = (...rules: readonly string[]): string => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: cart }
spec:
  hosts: [${HOST}]
  http:
${rules.map((line) => `    - ${line}`).join('\n')}
---
`;

/** The route to a subset, or to all of the service. */
export const to = (subset?: string): string =>
  `route: [{ destination: { host: ${HOST} ${subset ? `, subset: ${subset}` : ''} } }]`;
