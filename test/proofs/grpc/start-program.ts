import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Program } from './install-program.js';

/** How many calls each backend answered, or failed in each way. */
export type Tally = Readonly<Record<string, number>>;

export interface CallOptions {
  /** What follows `xds:///`. */
  readonly target: string;
  readonly count?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A process with gRPC clients and servers that have their configuration from an xDS server. */
export interface GrpcProgram extends AsyncDisposable {
  /** Makes calls one after the other. */
  ask(options: CallOptions): Promise<Tally>;
  /** Sends messages on one stream, and waits for the answer to each. */
  talk(options: CallOptions): Promise<Tally>;
  /** Makes calls until it is told to stop; resolves to how to. */
  load(target: string): Promise<() => Promise<Tally>>;
  /** Opens a server at an address, which serves when it is told to by xDS. */
  serve(address: string, name: string): Promise<void>;
}

/** Starts one, with Istio's bootstrap for gRPC. */
export function startProgram({ command, args }: Program, xdsAddress: string): GrpcProgram {
  const bootstrap = {
    xds_servers: [
      { server_uri: xdsAddress, channel_creds: [{ type: 'insecure' }], server_features: ['xds_v3'] },
    ],
    node: { id: 'grpc-1', metadata: { GENERATOR: 'grpc' }, locality: { region: 'eu', zone: 'a' } },
    server_listener_resource_name_template: 'xds.istio.io/grpc/lds/inbound/%s',
  };
  const child = spawn(command, args, {
    env: { ...process.env, GRPC_XDS_BOOTSTRAP_CONFIG: JSON.stringify(bootstrap) },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting = new Map<number, { resolve(seen: Tally): void; reject(error: Error): void }>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { number, seen } = JSON.parse(line) as { number: number; seen: Tally };
    waiting.get(number)?.resolve(seen);
    waiting.delete(number);
  });
  const ended = once(child, 'exit');
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${command} ended with ${code}`));
  });
  let last = 0;
  const order = (verb: string, fields: object): Promise<Tally> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      child.stdin.write(`${JSON.stringify({ number: last, verb, ...fields })}\n`);
    });
  return {
    ask: ({ count = 1, ...options }) => order('ask', { count, ...options }),
    talk: ({ count = 1, ...options }) => order('talk', { count, ...options }),
    async load(target) {
      await order('load', { target });
      return () => order('unload', { target });
    },
    serve: async (address, name) => void (await order('serve', { address, name })),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
