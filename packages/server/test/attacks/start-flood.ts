import { once } from 'node:events';
import { connect } from 'node:net';

// RFC 9113, 6: the types of frames.
const types = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  ping: 6,
  window: 8,
  continuation: 9,
  unknown: 0x77,
};

export interface Frame {
  readonly type: keyof typeof types;
  readonly stream: number;
  readonly payload: Uint8Array;
  readonly flags?: number;
}

export function frame({ type, stream, payload, flags = 0 }: Frame): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(types[type], 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

const text = (value: string): Buffer => Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
const header = (name: string, value: string): Buffer =>
  Buffer.concat([Buffer.from([0]), text(name), text(value)]);

/** POST and http of HPACK's static table, and the rest as it is. */
const headers = Buffer.concat([
  Buffer.from([0x83, 0x86]),
  header(':path', '/envoy.service.discovery.v3.AggregatedDiscoveryService/StreamAggregatedResources'),
  header(':authority', 'localhost'),
  header('content-type', 'application/grpc'),
  header('te', 'trailers'),
]);

const END_HEADERS = 4;

/** A connection that says frames as they are, however senseless. */
export interface Flood extends AsyncDisposable {
  readonly isCut: boolean;
  /** The server closed the connection. */
  readonly cut: Promise<void>;
  write(...frames: readonly Uint8Array[]): Promise<void>;
  /** Opens a stream, and returns its number. */
  open(options?: { readonly isComplete?: boolean }): number;
}

export async function startFlood(to: string, { preface = true } = {}): Promise<Flood> {
  const { port, hostname: host } = new URL(`http://${to}`);
  const socket = connect(Number(port), host).on('error', () => {});
  await once(socket, 'connect');
  const cut = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.resume();
  if (preface) {
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    socket.write(frame({ type: 'settings', stream: 0, payload: Buffer.alloc(0) }));
  }
  let next = 1;
  return {
    cut,
    get isCut() {
      return socket.destroyed;
    },
    async write(...frames) {
      if (socket.write(Buffer.concat(frames))) return;
      await Promise.race([cut, new Promise((resolve) => socket.once('drain', resolve))]);
    },
    open({ isComplete = true } = {}) {
      const stream = next;
      next += 2;
      const flags = isComplete ? END_HEADERS : 0;
      socket.write(frame({ type: 'headers', stream, payload: headers, flags }));
      return stream;
    },
    async [Symbol.asyncDispose]() {
      socket.destroy();
      await cut;
    },
  };
}
