import {
  typeUrls,
  type DeltaDiscoveryRequest,
  type DiscoveryRequest,
  type ResourceSet,
  type ResourceType,
} from '@xdsim/envoy';
import {
  openStream,
  step,
  type Effect,
  type Protocol,
  type Response,
  type StreamEvent,
  type StreamOptions,
} from '../src/index.js';
import { content, type Content } from './fixtures.js';

/** A client that says what it is told to say, and writes down in short what it gets: `clusters: a b -c`. */
export function connect(protocol: Protocol, options: StreamOptions = {}) {
  let state = openStream(protocol, options);
  let effects: readonly Effect[] = [];
  let generation = 0;
  let introduced = false;
  const wanted = new Map<string, readonly string[]>();
  const last = new Map<string, Response>();
  const answered = new Map<string, string>();

  function feed(event: StreamEvent): readonly string[] {
    [state, effects] = step(state, event);
    const responses = effects.flatMap((effect) => (effect.kind === 'send' ? [effect.response] : []));
    for (const response of responses) last.set(response.typeUrl, response);
    return responses.map(inShort);
  }

  function request(type: string, fields: DiscoveryRequest | DeltaDiscoveryRequest): readonly string[] {
    const node = introduced ? {} : { node: { id: 'web-1' } };
    introduced = true;
    return feed({ kind: 'request', request: { ...node, type_url: urlOf(type), ...fields } });
  }

  /** The response that the next ACK or NACK answers. */
  const lastOf = (type: string): Response => {
    const response = last.get(urlOf(type));
    if (!response) throw new Error(`no response of ${type} yet`);
    return response;
  };

  const publish = (resources: ResourceSet) =>
    feed({ kind: 'publish', resources, generation: (generation += 1) });

  function answer(type: string, response: Response, fields: DiscoveryRequest | DeltaDiscoveryRequest) {
    answered.set(type, response.nonce);
    const names = protocol === 'sotw' ? { resource_names: wanted.get(type) ?? [] } : {};
    return request(type, { response_nonce: response.nonce, ...names, ...fields });
  }

  return {
    get state() {
      return state;
    },
    /** All effects of the last event. */
    get effects() {
      return effects;
    },
    lastOf,
    request,
    publish: (short: Content) => publish(content(short)),
    publishAs: publish,
    /** What waits has waited long enough. */
    timeUp: (upTo = generation) => feed({ kind: 'time-up', generation: upTo }),
    /** Subscribes to these names in addition. On SotW with the nonce of the last answer: it is not one itself. */
    ask(type: string, ...names: string[]) {
      const all = [...new Set([...(wanted.get(type) ?? []), ...names])];
      wanted.set(type, all);
      const nonce = answered.get(type) ?? '';
      return protocol === 'delta'
        ? request(type, { resource_names_subscribe: names })
        : request(type, { resource_names: all, response_nonce: nonce });
    },
    drop(type: string, ...names: string[]) {
      const rest = (wanted.get(type) ?? []).filter((name) => !names.includes(name));
      wanted.set(type, rest);
      const nonce = answered.get(type) ?? '';
      return protocol === 'delta'
        ? request(type, { resource_names_unsubscribe: names })
        : request(type, { resource_names: rest, response_nonce: nonce });
    },
    ack: (type: string, response = lastOf(type)) => answer(type, response, {}),
    nack: (type: string, message = 'no', response = lastOf(type)) =>
      answer(type, response, { error_detail: { code: 13, message } }),
    ackAll: (...types: ResourceType[]) => types.flatMap((type) => answer(type, lastOf(type), {})),
  };
}

export type Client = ReturnType<typeof connect>;

/** `clusters: a b -c`: a and b are in the response, c is removed. */
export function inShort({ typeUrl, resources, removed }: Response): string {
  const type = Object.entries(typeUrls).find(([, url]) => url === typeUrl)?.[0] ?? typeUrl;
  return [`${type}:`, ...resources.map(({ name }) => name), ...removed.map((name) => `-${name}`)].join(' ');
}

function urlOf(type: string): string {
  return type in typeUrls ? typeUrls[type as ResourceType] : type;
}
