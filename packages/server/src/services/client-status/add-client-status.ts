import { status, type Metadata, type Server, type ServiceDefinition } from '@grpc/grpc-js';
import type { PackageDefinition } from '@grpc/proto-loader';
import { decode, DecodeError, encode, type ClientStatusRequest } from '@xdsim/envoy';
import type { Forbids, IdentifiedCall } from '../../access/access-control.js';
import { refusalOf } from '../../admin/http/gatekeeper.js';
import type { ProxyState } from '../../proxies/proxies.js';
import { clientConfig } from './client-config.js';
import { isUnsupported, matchesNode } from './matches-node.js';

const SERVICE = 'envoy.service.status.v3.ClientStatusDiscoveryService';

export interface ClientStatusOptions {
  readonly definitions: PackageDefinition;
  proxies(): readonly ProxyState[];
  /** As for the admin address: what a visitor has to show; without one, only this machine is answered. */
  readonly token?: string | undefined;
  /** Who comes without a token, because there is none, sees of the others what it may be itself. */
  readonly forbids: Forbids;
}

/** A call as far as this service needs it. */
interface Call extends IdentifiedCall {
  getPeer(): string;
  readonly metadata: Metadata;
}

interface Refusal {
  readonly code: status;
  readonly details: string;
}

type Outcome = { readonly answer: Buffer } | { readonly refusal: Refusal };

const refuse = (code: status, details: string): Outcome => ({ refusal: { code, details } });

/** Adds the service that tells what the connected proxies were given, and what they said to that. */
export function addClientStatus(
  server: Server,
  { definitions, proxies, token, forbids }: ClientStatusOptions,
): void {
  function answer(call: Call, bytes: Buffer): Outcome {
    const [authorization] = call.metadata.get('authorization').map(String);
    const peer = call
      .getPeer()
      .replace(/:\d+$/, '')
      .replace(/^\[(.*)\]$/, '$1');
    const refusal = refusalOf({ peer, headers: authorization ? { authorization } : {} }, token);
    if (refusal)
      return refuse(refusal.code === 401 ? status.UNAUTHENTICATED : status.PERMISSION_DENIED, refusal.reason);
    let request: ClientStatusRequest;
    try {
      request = decode('envoy.service.status.v3.ClientStatusRequest', bytes);
    } catch (error) {
      if (error instanceof DecodeError)
        return refuse(status.INVALID_ARGUMENT, 'the request is no ClientStatusRequest');
      throw error;
    }
    const matchers = request.node_matchers ?? [];
    if (matchers.some(isUnsupported))
      return refuse(status.INVALID_ARGUMENT, 'nodes are chosen by their id alone, and not by regex');
    const config = proxies()
      .filter(({ proxy }) => matchesNode(matchers, proxy.id))
      .filter(({ proxy }) => token !== undefined || !forbids(call, proxy.status.node ?? {}))
      .map((proxy) => clientConfig(proxy, !request.exclude_resource_contents));
    return { answer: Buffer.from(encode('envoy.service.status.v3.ClientStatusResponse', { config })) };
  }

  const declared = definitions[SERVICE] as unknown as ServiceDefinition;
  const asBytes = {
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (bytes: Buffer) => bytes,
  };
  const definition = Object.fromEntries(
    Object.entries(declared).map(([name, method]) => [name, { ...method, ...asBytes }]),
  );
  server.addService(definition, {
    FetchClientStatus: (
      call: Call & { readonly request: Buffer },
      done: (refusal: Refusal | null, bytes?: Buffer) => void,
    ) => {
      const outcome = answer(call, call.request);
      if ('refusal' in outcome) done(outcome.refusal);
      else done(null, outcome.answer);
    },
    StreamClientStatus: (call: Call & NodeJS.ReadWriteStream) => {
      call.on('data', (bytes: Buffer) => {
        const outcome = answer(call, bytes);
        if ('refusal' in outcome) call.emit('error', outcome.refusal);
        else call.write(outcome.answer);
      });
      call.on('end', () => call.end());
    },
  });
}
