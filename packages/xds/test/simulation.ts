import {
  resourceTypes,
  resourceSet,
  typeUrls,
  type Resource,
  type ResourceSet,
  type ResourceType,
} from '@xdsim/envoy';
import { expect } from 'chai';
import { versionOf } from '../src/content/digest.js';
import { visibleDigest } from '../src/stream/visible-digest.js';
import {
  emptyAssignment,
  openStream,
  settled,
  statusOf,
  step,
  type Protocol,
  type Response,
  type StreamEvent,
  type StreamState,
} from '../src/index.js';
import { make, withTls } from './fixtures.js';
import { createModelClient, type Request } from './model-client.js';

export type Command =
  | { readonly do: 'publish'; readonly changes: readonly Change[] }
  | { readonly do: 'subscribe'; readonly type: ResourceType; readonly words: readonly string[] }
  | { readonly do: 'unsubscribe'; readonly type: ResourceType; readonly word: string }
  | { readonly do: 'server reads' | 'client reads' | 'reconnect' };

/** A resource in another variant; none in variant 0. Clients reject the bad variant. */
export interface Change {
  readonly type: ResourceType;
  readonly name: string;
  readonly variant: number;
}

export const badVariant = 3;
const goodVariant = 4;

type Kept = Pick<StreamState['retained'][number], 'clusters' | 'endpoints'>;

/** A stream, a client, and what is on its way between them. */
export function simulate(protocol: Protocol, lenient: boolean) {
  const variants = new Map<string, Change>();
  const bad = new Set<Uint8Array>();
  const client = createModelClient({ protocol, lenient, isBad: ({ bytes }) => bad.has(bytes) });
  let toServer: Request[] = [];
  let toClient: Response[] = [];
  let streams = 0;
  let state = open();
  let generation = 0;
  let content = resourceSet([]);
  const unanswered = new Map<string, string>();
  let waiting = -1;

  function open() {
    streams += 1;
    return openStream(protocol, { noncePrefix: `${streams}.` });
  }

  function feed(event: StreamEvent) {
    const before = state;
    const [next, effects] = step(state, event);
    state = next;
    for (const { watched, typeUrl } of statusOf(state).types) if (!watched) unanswered.delete(typeUrl);
    for (const effect of effects) {
      expect(effect.kind).to.not.equal('close');
      if (effect.kind === 'wait') waiting = effect.generation;
      if (effect.kind !== 'send') continue;
      check(effect.response, before);
      toClient.push(effect.response);
    }
  }

  /** What holds of every response, whatever the client does. */
  function check(response: Response, before: StreamState) {
    const { typeUrl, nonce, resources, removed } = response;
    expect(unanswered.get(typeUrl), `one response of ${typeUrl} in flight`).to.equal(undefined);
    unanswered.set(typeUrl, nonce);
    const names = [...resources.map(({ name }) => name), ...removed];
    expect(new Set(names).size, `a name twice in ${names.join(' ')}`).to.equal(names.length);
    if (protocol === 'sotw') expect(removed).to.deep.equal([]);

    const type = resourceTypes.find((one) => typeUrls[one] === typeUrl) ?? expect.fail(typeUrl);
    const subscription = state.types.get(typeUrl)?.subscription ?? expect.fail(typeUrl);
    const isSubstituted = protocol === 'sotw' && type === 'endpoints';
    const substitute = (name: string) => (isSubstituted ? emptyAssignment(type, name) : undefined);
    const versions = [state.retained, before.retained, [goneFrom(before)]].map((kept) =>
      versionOf(visibleDigest(new Map<string, Resource>(visible(type, kept)), subscription, substitute)),
    );
    expect(versions, 'the version is that of what this stream sees').to.include(response.version);
  }

  /** What a client holds and is to lose: it may be let go in the step in which it went, and be in a response of that step. */
  function goneFrom({ types }: StreamState): Kept {
    const goneOf = (type: 'clusters' | 'endpoints') =>
      new Map([...(types.get(typeUrls[type])?.told ?? [])].filter(([name]) => !content[type].has(name)));
    return { clusters: goneOf('clusters'), endpoints: goneOf('endpoints') };
  }

  /** What is published, and clusters that were told before and may not go yet, with their endpoints. */
  function visible(type: ResourceType, kept: readonly Kept[]): ReadonlyMap<string, Resource> {
    // On state of the world, clusters that lack a secret are others than those that are published.
    const all = new Map<string, Resource>((state.published?.resources ?? content)[type]);
    if (type !== 'clusters' && type !== 'endpoints') return all;
    for (const retained of kept)
      for (const [name, one] of retained[type]) if (!all.has(name)) all.set(name, one);
    // What is in use until the client can be told of its cluster.
    if (type === 'endpoints')
      for (const [name, one] of state.types.get(typeUrls.endpoints)?.told ?? [])
        if (!all.has(name)) all.set(name, one);
    return all;
  }

  function serverReads() {
    const request = toServer.shift();
    if (!request) return;
    const { type_url: typeUrl = '', response_nonce: nonce } = request;
    if (unanswered.get(typeUrl) === nonce) unanswered.delete(typeUrl);
    feed({ kind: 'request', request });
  }

  function clientReads() {
    const response = toClient.shift();
    if (response) toServer.push(...client.read(response));
  }

  function publish(changes: readonly Change[]) {
    for (const change of changes) variants.set(`${change.type} ${change.name}`, change);
    const present = [...variants.values()].filter(({ variant }) => variant > 0);
    const resources = present.map(({ type, name, variant }) => make(type, name, variant));
    resources.forEach(({ bytes }, i) => present[i]?.variant === badVariant && bad.add(bytes));
    content = resourceSet(resources);
    generation += 1;
    feed({ kind: 'publish', resources: content, generation });
  }

  return {
    client,
    get content(): ResourceSet {
      return content;
    },
    run(command: Command) {
      switch (command.do) {
        case 'publish':
          return publish(command.changes);
        case 'subscribe':
          return void toServer.push(...client.subscribe(command.type, command.words));
        case 'unsubscribe':
          return void toServer.push(...client.unsubscribe(command.type, command.word));
        case 'server reads':
          return serverReads();
        case 'client reads':
          return clientReads();
        case 'reconnect':
          [toClient, toServer, state] = [[], [], open()];
          unanswered.clear();
          toServer.push(...client.reconnect());
          if (generation > 0) feed({ kind: 'publish', resources: content, generation });
      }
    },
    /** Mends what clients reject and what clusters lack, lets everybody read everything, and sees that it comes to rest. */
    finish() {
      const all = [...variants.values()];
      const broken = all.filter(({ variant }) => variant === badVariant);
      const mended = broken.map((change) => ({ ...change, variant: goodVariant }));
      const lacking = all.filter(({ type, variant }) => type === 'clusters' && variant === withTls);
      const found = lacking.map(({ name }) => ({ type: 'secrets' as const, name, variant: 1 }));
      if (generation === 0 || broken.length + lacking.length > 0) publish([...mended, ...found]);
      rest();
      expect(settled(state, generation), 'it is settled').to.equal(true);
      expect(state.retained, 'nothing is kept for ever').to.deep.equal([]);
      publish([]);
      expect(toClient, 'nothing is sent when nothing has changed').to.deep.equal([]);
      expect(settled(state, generation), 'and that is settled at once').to.equal(true);
    },
  };

  function rest() {
    const isBusy = () => toServer.length + toClient.length > 0;
    for (let turns = 0; isBusy() || waiting > state.timeUp; turns += 1) {
      expect(turns, 'it comes to rest').to.be.lessThan(1000);
      serverReads();
      clientReads();
      // Nobody has anything to say: what still waits would wait until its time is up.
      if (!isBusy() && waiting > state.timeUp) feed({ kind: 'time-up', generation: waiting });
    }
  }
}
