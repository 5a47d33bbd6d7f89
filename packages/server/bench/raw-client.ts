import { credentials, Client, type ClientDuplexStream } from '@grpc/grpc-js';
import { encode, type Node, type TypeUrl, typeUrls } from '@xdsim/envoy';
import type { Protocol } from '@xdsim/xds';

/** What a client asks for by name. */
export interface Names {
  readonly endpoints: readonly string[];
  readonly routes: readonly string[];
}

/** The parts of a response that an answer needs. */
interface Head {
  readonly typeUrl: string;
  readonly nonce: string;
  readonly version: string;
}

const service = '/envoy.service.discovery.v3.AggregatedDiscoveryService/';
const methods = { sotw: 'StreamAggregatedResources', delta: 'DeltaAggregatedResources' };
const none: readonly string[] = [];
const same = (bytes: Buffer): Buffer => bytes;

/** Reads field after field; of most it only sees how long they are. */
function headOf(bytes: Buffer): Head {
  const texts = new Map<number, string>();
  for (let at = 0; at < bytes.length;) {
    const field = bytes.readUInt8(at++) >> 3;
    let length = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes.readUInt8(at++);
      length += (byte & 127) * 2 ** shift;
      if (byte < 128) break;
    }
    if (field !== 2) texts.set(field, bytes.toString('utf8', at, at + length));
    at += length;
  }
  return { version: texts.get(1) ?? '', typeUrl: texts.get(4) ?? '', nonce: texts.get(5) ?? '' };
}

/** One proxy that asks as Envoy does and decodes nothing: the server is measured, not its clients. */
export class RawClient {
  readonly #protocol: Protocol;
  readonly #names: Names;
  readonly #seen = new Set<string>();
  readonly #stream: ClientDuplexStream<Buffer, Buffer>;
  bytes = 0;

  constructor(
    { address, protocol, node, names }: { address: string; protocol: Protocol; node: Node; names: Names },
    /** Gets each response; `isComplete` once there was one of each type. */
    heard: (bytes: Buffer, typeUrl: string, isComplete: boolean) => void,
    /** The server ended the stream. */
    lost: () => void,
  ) {
    this.#protocol = protocol;
    this.#names = names;
    const channel = new Client(address, credentials.createInsecure(), {
      'grpc.max_receive_message_length': -1,
      // Each client has a connection of its own, as proxies do.
      'grpc.use_local_subchannel_pool': 1,
    });
    const method = service + methods[protocol];
    this.#stream = channel.makeBidiStreamRequest(method, same, same);
    this.#stream.on('error', () => {
      channel.close();
      lost();
    });
    this.#stream.on('data', (bytes: Buffer) => {
      this.bytes += bytes.length;
      const head = headOf(bytes);
      this.#answer(head);
      heard(bytes, head.typeUrl, this.#seen.size === 4);
    });
    this.#ask({ type_url: typeUrls.clusters, node });
    this.#ask({ type_url: typeUrls.listeners });
  }

  #answer({ typeUrl, nonce, version }: Head): void {
    const isFirst = !this.#seen.has(typeUrl);
    this.#seen.add(typeUrl);
    this.#ask({ type_url: typeUrl, response_nonce: nonce }, version, this.#listOf(typeUrl));
    if (isFirst && typeUrl === typeUrls.clusters) this.#subscribe(typeUrls.endpoints);
    if (isFirst && typeUrl === typeUrls.listeners) this.#subscribe(typeUrls.routes);
  }

  #subscribe(typeUrl: TypeUrl): void {
    const names = this.#listOf(typeUrl);
    this.#ask({ type_url: typeUrl, resource_names_subscribe: names }, '', names);
  }

  #listOf(typeUrl: string): readonly string[] {
    if (typeUrl === typeUrls.endpoints) return this.#names.endpoints;
    return typeUrl === typeUrls.routes ? this.#names.routes : none;
  }

  #ask(
    { resource_names_subscribe: subscribe, ...request }: Parameters<typeof delta>[0],
    version = '',
    names: readonly string[] = none,
  ): void {
    const bytes =
      this.#protocol === 'sotw'
        ? Buffer.concat([sotw({ ...request, version_info: version }), encoded(names)])
        : delta({ ...request, ...(subscribe && { resource_names_subscribe: subscribe }) });
    this.#stream.write(bytes);
  }
}

const known = new WeakMap<readonly string[], Buffer>();

/** Encoded once for all: each answer on SotW repeats the list. */
function encoded(names: readonly string[]): Buffer {
  let bytes = known.get(names);
  if (!bytes) known.set(names, (bytes = sotw({ resource_names: names })));
  return bytes;
}

type Message<N extends Parameters<typeof encode>[0]> = Parameters<typeof encode<N>>[1];

const sotw = (request: Message<'envoy.service.discovery.v3.DiscoveryRequest'>): Buffer =>
  Buffer.from(encode('envoy.service.discovery.v3.DiscoveryRequest', request));
const delta = (request: Message<'envoy.service.discovery.v3.DeltaDiscoveryRequest'>): Buffer =>
  Buffer.from(encode('envoy.service.discovery.v3.DeltaDiscoveryRequest', request));
