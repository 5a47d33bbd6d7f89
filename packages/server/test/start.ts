import type { AnyObject } from '@xdsim/api';
import { parse } from '@xdsim/api';
import { filter, firstValueFrom, map, merge, startWith, timeout } from 'rxjs';
import { createServer, type Server, type ServerEvent, type ServerOptions } from '../src/index.js';

/** A server on free ports that publishes soon after a change. */
export const startServer = (options: ServerOptions = {}): Promise<Server> =>
  createServer({
    xdsAddress: '127.0.0.1:0',
    adminAddress: '127.0.0.1:0',
    settle: { quietMs: 5, maxMs: 50 },
    ...options,
  });

/** A server that has published some services already. */
export async function serverWith(...names: readonly string[]): Promise<Server> {
  const server = await startServer();
  server.registry.apply(objects(...names));
  await server.settled();
  return server;
}

export interface ServiceFields {
  readonly port?: number;
  readonly address?: string;
  readonly protocol?: string;
}

/** The YAML of an HTTP service `NAME.example` with one endpoint. */
export const service = (name: string, fields: ServiceFields = {}): string => {
  const { port = 80, address = '127.0.0.1', protocol = 'HTTP' } = fields;
  return `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name} }
spec:
  hosts: [${name}.example]
  ports: [{ number: ${port}, name: main, protocol: ${protocol} }]
  resolution: STATIC
  location: MESH_INTERNAL
  endpoints: [{ address: ${address} }]
`;
};

export const objects = (...names: readonly string[]): readonly AnyObject[] =>
  parse(names.map((name) => service(name)).join('---\n'), { file: 'mesh.yaml' }).objects;

/** A DestinationRule that gives the cluster of a service another version. */
export const connectTimeout = (name: string, seconds: number): readonly AnyObject[] =>
  parse(
    `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: ${name} }
spec:
  host: ${name}.example
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: ${seconds}s } } }
`,
    { file: 'rules.yaml' },
  ).objects;

export const cluster = (name: string, port = 80): string => `outbound|${port}||${name}.example`;

export const has = (server: Server, name: string): boolean =>
  server.registry.snapshot().get('ServiceEntry', 'default', name) !== undefined;

/** The address of a service's endpoint as the registry has it. */
export const addressOf = (server: Server, name: string): string | undefined =>
  server.registry.snapshot().get('ServiceEntry', 'default', name)?.spec.endpoints?.[0]?.address;

/** Waits for something to be true of the server, asking whenever anything happens. */
export async function until(server: Server, condition: () => boolean): Promise<void> {
  await firstValueFrom(
    merge(server.registry.changes$, server.events$).pipe(
      startWith(undefined),
      map(condition),
      filter(Boolean),
      timeout(5_000),
    ),
  );
}

type Kinds = ServerEvent['kind'];

/** The next event of a kind that fits. */
export function nextEvent<K extends Kinds>(
  server: Server,
  kind: K,
  fits: (event: Extract<ServerEvent, { kind: K }>) => boolean = () => true,
): Promise<Extract<ServerEvent, { kind: K }>> {
  return firstValueFrom(
    server.events$.pipe(
      filter((event): event is Extract<ServerEvent, { kind: K }> => event.kind === kind),
      filter(fits),
      timeout(5_000),
    ),
  );
}
