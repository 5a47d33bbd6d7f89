import { Client, credentials, type ChannelCredentials, type StatusObject } from '@grpc/grpc-js';
import { resourceTypes, type Node, type ResourceType } from '@xdsim/envoy';
import { createInbox } from './inbox.js';
import { channelOptions, protocols, type Protocol } from './protocols.js';
import { createQuietProbe } from './quiet-probe.js';
import type { XdsRequest } from './subscription.js';
import { createTypeState } from './type-state.js';
import { StreamEndedError, type ResponseExpectation, type StreamEnd, type XdsClient } from './xds-client.js';
import type { XdsResponse } from './xds-response.js';

export interface ConnectOptions {
  /** State-of-the-world unless given. */
  readonly protocol?: Protocol;
  /** Acknowledges every response from the start on. */
  readonly autoAck?: boolean;
  /** For a server with TLS; plain text unless given. */
  readonly credentials?: ChannelCredentials;
  /** How long the connection may take; 5 seconds unless given. */
  readonly timeoutMs?: number;
}

const WAIT_MS = 5_000;

/**
 * Connects a scripted client to a control plane.
 *
 * @param address `host:port`
 * @param node who it says it is, in its first request: `{ id: 'web-1' }`
 * @throws Error when there is no server
 *
 * @example
 * await using client = await connectXds(server.xdsAddress, { id: 'web-1' }, { protocol: 'delta' });
 * client.subscribe('clusters');
 * await client.expectResponse('clusters', { resources: ['outbound|80||example.com'] });
 * client.ack();
 */
export async function connectXds(
  address: string,
  node: Node,
  options: ConnectOptions = {},
): Promise<XdsClient> {
  const { protocol = 'sotw', timeoutMs = WAIT_MS } = options;
  const rules = protocols[protocol];
  const channel = new Client(address, options.credentials ?? credentials.createInsecure(), channelOptions);
  await ready(channel, address, timeoutMs);
  const stream = rules.open(channel);

  const states = byType((type) => createTypeState(type, rules));
  const inboxes = byType(() => createInbox<XdsResponse>());
  let taken: XdsResponse | undefined;
  let acksAtOnce = options.autoAck ?? false;
  let isFirst = true;

  const send = (request: XdsRequest): void => {
    // Envoy: the node comes with the first request of a stream only.
    stream.write(isFirst ? { node, ...request } : request);
    isFirst = false;
  };
  const ack = (response = taken): void => {
    if (!response) throw new TypeError('there is no response to acknowledge: take one by next()');
    send(states[response.type].ack(response));
  };
  const probe = createQuietProbe({ endpoints: states.endpoints, send });

  stream.on('data', (response: XdsResponse | undefined) => {
    const rest = response && probe.takeOut(response);
    if (!rest) return;
    states[rest.type].receive(rest);
    if (acksAtOnce) ack(rest);
    inboxes[rest.type].put(rest);
  });
  // The status tells the same, also when it is no error.
  stream.on('error', () => {});
  const ended = new Promise<StreamEnd>((resolve) => {
    stream.on('status', ({ code, details }: StatusObject) => {
      for (const inbox of Object.values(inboxes)) inbox.close(new StreamEndedError({ code, details }));
      resolve({ code, details });
    });
  });

  const next: XdsClient['next'] = async (type, { timeoutMs = WAIT_MS } = {}) => {
    const response = await inboxes[type].take(
      timeoutMs,
      () => `no response of ${type} came within ${timeoutMs} ms`,
    );
    taken = response;
    return response as XdsResponse<typeof type>;
  };
  const close = async (): Promise<void> => {
    stream.cancel();
    await ended;
    channel.close();
  };

  return {
    protocol,
    node,
    ended,
    next,
    send,
    ack,
    close,
    [Symbol.asyncDispose]: close,
    subscribe: (type, names, more) => send(states[type].subscription.subscribe(names, more)),
    unsubscribe: (type, names) => send(states[type].subscription.unsubscribe(names)),
    nack(why, response = taken) {
      if (!response) throw new TypeError('there is no response to reject: take one by next()');
      send(states[response.type].nack(response, why));
    },
    autoAck: (isOn = true) => (acksAtOnce = isOn),
    async expectResponse(type, expected = {}, wait) {
      const response = await next(type, wait);
      compare(response, expected);
      return response;
    },
    async expectQuiet(type, waitMs = 250) {
      const inbox = inboxes[type];
      const seen = (): void => {
        const response = inbox.peek();
        if (response) throw new Error(`expected nothing of ${type}, got ${describe(response)}`);
      };
      seen();
      const end = await Promise.race([probe.roundTrip(type, waitMs), ended]);
      seen();
      if (end) throw new StreamEndedError(end);
    },
    resources: (type) => states[type].resources,
    versions: (type) => Object.fromEntries(states[type].versions),
  };
}

function ready(channel: Client, address: string, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    channel.waitForReady(Date.now() + timeoutMs, (error) => {
      if (!error) return resolve();
      channel.close();
      reject(new Error(`no control plane answers at ${address} within ${timeoutMs} ms`));
    });
  });
}

const byType = <V>(create: (type: ResourceType) => V): Readonly<Record<ResourceType, V>> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each type has an entry
  Object.fromEntries(resourceTypes.map((type) => [type, create(type)])) as Record<ResourceType, V>;

function compare(response: XdsResponse, expected: ResponseExpectation): void {
  const list = (names: readonly string[]): string => `[${[...names].sort().join(', ')}]`;
  const check = (what: string, wanted: readonly string[] | undefined, got: readonly string[]): void => {
    if (wanted && list(wanted) !== list(got))
      throw new Error(`expected ${what} of ${response.type} to be ${list(wanted)}, got ${list(got)}`);
  };
  check('the resources', expected.resources, [...response.resources.keys()]);
  check('the removed resources', expected.removed, response.removed);
}

function describe({ nonce, resources, removed }: XdsResponse): string {
  const parts = [`resources [${[...resources.keys()].join(', ')}]`];
  if (removed.length > 0) parts.push(`removed [${removed.join(', ')}]`);
  return `the response ${nonce} with ${parts.join(' and ')}`;
}
