import type { Server } from '../src/index.js';

/** An answer of the objects API, as far as tests look at it. */
export interface Told {
  readonly status: number;
  readonly headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- JSON of many shapes, which the expectations spell out
  readonly body: any;
}

export interface Asking {
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const entries = '/apis/networking.istio.io/v1/namespaces/default/serviceentries';

/** Asks a server's admin address; a body that is no text is sent as JSON. */
export async function ask(
  server: Pick<Server, 'adminAddress'>,
  method: string,
  path: string,
  body?: unknown,
  { type = 'application/json', headers = {} }: Asking = {},
): Promise<Told> {
  const sent = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const answer = await fetch(`http://${server.adminAddress}${path}`, {
    method,
    headers: { ...(sent !== undefined && { 'content-type': type }), ...headers },
    ...(sent !== undefined && { body: sent }),
  });
  const text = await answer.text();
  const isJson = answer.headers.get('content-type') === 'application/json' && text !== '';
  return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
}

/** A ServiceEntry as a client writes it. */
export const entry = (name: string, address = '10.0.0.1'): object => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'ServiceEntry',
  metadata: { name },
  spec: {
    hosts: [`${name}.example`],
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
    resolution: 'STATIC',
    endpoints: [{ address }],
  },
});

export const moveTo = (address: string): object => ({ spec: { endpoints: [{ address }] } });

export const mergePatchType = 'application/merge-patch+json';
