import { localService } from './local-service.js';

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

/** The ports that the services of the mesh are ever on. */
export const meshPorts = [80, 8000, 8001, 8002] as const;

const route = ({ target, port }: Shape) => `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: front }
spec:
  hosts: [front.example]
  http: [{ route: [{ destination: { host: ${target}.example, port: { number: ${port} } } }] }]
`;

const timeout = (seconds: number) => `
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: front }
spec:
  host: front.example
  trafficPolicy: { connectionPool: { tcp: { connectTimeout: ${seconds}s } } }
`;

/** How often something of the mesh has changed. */
export interface Changes {
  /** Which services there are, and where requests go. */
  readonly services: number;
  /** A time limit of a service that stays. */
  readonly settings: number;
}

const shapeAt = ({ services }: Changes): Shape => shapes[services % shapes.length] ?? { port: 0 };

/** The mesh after these changes. Whatever it is, requests to front.example are answered by the backend. */
export function meshAt(changes: Changes, backend: number): string {
  const shape = shapeAt(changes);
  return [
    localService('front', backend),
    timeout(changes.settings + 1),
    ...(shape.target ? [localService(shape.target, backend, shape.port), route(shape)] : []),
  ].join('---');
}

/** What an Envoy that holds the mesh after these changes has of its services: cluster and time limit. */
export function clustersAt(changes: Changes): Readonly<Record<string, string>> {
  const { target, port } = shapeAt(changes);
  return {
    'outbound|80||front.example': `${changes.settings + 1}s`,
    ...(target ? { [`outbound|${port}||${target}.example`]: '10s' } : {}),
  };
}
