import { chmod, readlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createServer, files } from '@xdsim/server';
import {
  findEnvoy,
  firstLine,
  sendRequest,
  startEnvoy,
  startHttpBackend,
  startTcpBackend,
  startTlsBackend,
} from '@xdsim/testkit';
import type { FoundEnvoy } from '@xdsim/testkit';
import { defaultMeshConfig } from '@xdsim/translator';
import { proxyGroup, world } from './namespace.js';

// Runs inside the namespace, and prints what was seen, an observation a line. Here every port is free: the folder is served
// as it is, and the services are where its YAML says.
const [, , folder = '', scratch = ''] = process.argv;

export type Protocol = 'sotw' | 'delta';
export type Mode = 'ALLOW_ANY' | 'REGISTRY_ONLY';

/** What came of each request, by what was tried. */
export type Answers = Readonly<Record<string, string>>;

export interface Observation {
  readonly protocol: Protocol;
  readonly mode: Mode;
  /** Where it was seen: `net:[4026532281]`. */
  readonly namespace: string;
  readonly answers: Answers;
}

/** Envoy under the group whose traffic is left alone. */
async function envoyOfGroup(): Promise<FoundEnvoy> {
  const envoy = await findEnvoy();
  if (envoy.image)
    throw new Error('an Envoy in a container has a network of its own: a binary is needed here');
  const wrapper = path.join(scratch, 'envoy');
  await writeFile(
    wrapper,
    `#!/bin/sh\nexec setpriv --regid ${proxyGroup} --clear-groups '${envoy.path}' "$@"\n`,
  );
  await chmod(wrapper, 0o755);
  return { ...envoy, path: wrapper };
}

/** Where nobody is: only a redirected connection comes to anything. */
const elsewhere = '10.77.0.1';

const http = async (address: string, host: string): Promise<string> => {
  const { status, headers } = await sendRequest({ address, port: 80, host });
  return `${status} ${String(headers['x-backend'] ?? 'nobody')}`;
};

const tls = (address: string, serverName: string): Promise<string> =>
  sendRequest({ address, port: 443, host: serverName, tls: { serverName } }).then(
    ({ status, certificateName }) => `${status} ${certificateName}`,
    () => 'closed',
  );

const tcp = async (address: string, port: number): Promise<string> =>
  (await firstLine({ address, port })) ?? 'closed';

async function ask(): Promise<Answers> {
  return {
    'HTTP for reviews': await http(elsewhere, 'reviews.example.com'),
    'HTTP for ratings': await http(elsewhere, 'ratings.example.com'),
    'TLS for pay': await tls(elsewhere, 'pay.example.com'),
    'TLS for login': await tls(elsewhere, 'login.example.com'),
    'TCP to the address of orders-db': await tcp('10.9.0.1', 3306),
    'TCP to the address of users-db': await tcp('10.9.0.2', 3306),
    'HTTP for an unknown host': await http(world, 'unknown.example.com'),
    'TLS for an unknown host': await tls(world, 'unknown.example.com'),
    'TCP to an unknown address': await tcp(world, 3306),
    'TCP to an unknown port': await tcp(world, 7000),
  };
}

async function observe(protocol: Protocol, mode: Mode, envoy: FoundEnvoy): Promise<Observation> {
  await using server = await createServer({
    sources: [files(folder)],
    xdsAddress: '127.0.0.1:0',
    adminAddress: '127.0.0.1:0',
    translate: { mesh: { ...defaultMeshConfig, outboundTrafficPolicy: { mode } } },
  });
  const node = { id: 'web-1', interception: 'redirect' } as const;
  await using running = await startEnvoy({ xds: server.xdsAddress, node, protocol, envoy });
  await server.settled();
  await running.until(async () => (await running.listeners()).has('virtualOutbound'), {
    what: 'the listener that everything is redirected to',
  });
  return { protocol, mode, namespace: await readlink('/proc/self/ns/net'), answers: await ask() };
}

async function startAll(starting: readonly Promise<AsyncDisposable>[]): Promise<AsyncDisposable> {
  const all = await Promise.all(starting);
  return {
    async [Symbol.asyncDispose]() {
      for (const one of all) await one[Symbol.asyncDispose]();
    },
  };
}

await using _services = await startAll([
  startHttpBackend({ name: 'reviews', port: 9001 }),
  startHttpBackend({ name: 'ratings', port: 9002 }),
  startTlsBackend({ name: 'pay.example.com', port: 9443 }),
  startTlsBackend({ name: 'login.example.com', port: 9444 }),
  startTcpBackend({ name: 'orders-db', port: 9306 }),
  startTcpBackend({ name: 'users-db', port: 9307 }),
  startHttpBackend({ name: 'the world', host: world, port: 80 }),
  startTlsBackend({ name: 'the world', host: world, port: 443 }),
  startTcpBackend({ name: 'the world', host: world, port: 3306 }),
  startTcpBackend({ name: 'the world', host: world, port: 7000 }),
]);

const envoy = await envoyOfGroup();
for (const protocol of ['sotw', 'delta'] as const)
  for (const mode of ['ALLOW_ANY', 'REGISTRY_ONLY'] as const)
    console.log(JSON.stringify(await observe(protocol, mode, envoy)));
