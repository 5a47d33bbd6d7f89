import type { OutgoingHttpHeaders } from 'node:http';
import { connect, type ClientHttp2Session, type ClientHttp2Stream, type Settings } from 'node:http2';
import { encode, type MessageTypes } from '@xdsim/envoy';

const ads = '/envoy.service.discovery.v3.AggregatedDiscoveryService/';
const methods = { sotw: 'StreamAggregatedResources', delta: 'DeltaAggregatedResources' };

/** A connection on which anything can be said, below gRPC. */
export interface RawConnection extends AsyncDisposable {
  readonly session: ClientHttp2Session;
  /** Opens a stream; what the server says is not read unless asked for. */
  stream(protocol?: 'sotw' | 'delta', headers?: OutgoingHttpHeaders): RawStream;
  /** Calls another method: `/package.Service/Method`. */
  call(path: string): RawStream;
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

export function connectRaw(address: string, settings: Settings = {}): RawConnection {
  const session = connect(`http://${address}`, { settings });
  session.on('error', () => {});
  const closed = new Promise<void>((resolve) => session.once('close', resolve));
  return {
    session,
    closed,
    stream: (protocol = 'sotw', headers = {}) => openStream(session, ads + methods[protocol], headers),
    call: (path) => openStream(session, path, {}),
    async [Symbol.asyncDispose]() {
      session.destroy();
      await closed;
    },
  };
}

function openStream(session: ClientHttp2Session, path: string, headers: OutgoingHttpHeaders): RawStream {
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  const ended = new Promise<number | undefined>((resolve) => {
    const tell = (answered: NodeJS.Dict<string | string[]>): void => {
      const status = answered['grpc-status'];
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
