import { connect, type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { encode, type MessageTypes } from '@xdsim/envoy';

const path = '/envoy.service.discovery.v3.AggregatedDiscoveryService/';

/** A connection on which anything can be said, below gRPC. */
export interface RawConnection extends AsyncDisposable {
  readonly session: ClientHttp2Session;
  /** Opens a stream; what the server says is not read unless asked for. */
  stream(protocol?: 'sotw' | 'delta'): RawStream;
  readonly closed: Promise<void>;
}

export interface RawStream {
  readonly stream: ClientHttp2Stream;
  /** Says bytes as they are. */
  write(bytes: Uint8Array): void;
  /** Says a request as a gRPC message. */
  ask(request: MessageTypes['envoy.service.discovery.v3.DiscoveryRequest']): void;
  /** The gRPC status, once the stream has ended; undefined if it was cut. */
  readonly ended: Promise<number | undefined>;
}

export function connectRaw(address: string): RawConnection {
  const session = connect(`http://${address}`);
  session.on('error', () => {});
  const closed = new Promise<void>((resolve) => session.once('close', resolve));
  return {
    session,
    closed,
    stream: (protocol = 'sotw') => openStream(session, protocol),
    async [Symbol.asyncDispose]() {
      session.destroy();
      await closed;
    },
  };
}

function openStream(session: ClientHttp2Session, protocol: 'sotw' | 'delta'): RawStream {
  const method = protocol === 'sotw' ? 'StreamAggregatedResources' : 'DeltaAggregatedResources';
  const stream = session.request({
    ':method': 'POST',
    ':path': path + method,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  const ended = new Promise<number | undefined>((resolve) => {
    const tell = (headers: NodeJS.Dict<string | string[]>): void => {
      const status = headers['grpc-status'];
      if (status !== undefined) resolve(Number(status));
    };
    stream
      .on('response', tell)
      .on('trailers', tell)
      .on('close', () => resolve(undefined));
  });
  stream.on('error', () => {});
  return {
    stream,
    ended,
    write: (bytes) => void (stream.writable && stream.write(bytes)),
    ask(request) {
      const bytes = encode('envoy.service.discovery.v3.DiscoveryRequest', request);
      const head = messageHead(bytes.length);
      if (stream.writable) stream.write(Buffer.concat([head, bytes]));
    },
  };
}

/** gRPC: a byte for compression, and the length of the message in four. */
export function messageHead(length: number): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return head;
}
