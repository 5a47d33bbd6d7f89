import { resourceTypes, typeUrls } from '@xdsim/envoy';
import type { ClientConfig, ClientConfig_GenericXdsConfig, Resource, ResourceType } from '@xdsim/envoy';
import { resourceStatesOf, type ResourceStanding } from '@xdsim/xds';
import { redact } from '../../admin/pages/redact.js';
import type { ProxyState } from '../../proxies/proxies.js';
import { syncStateOf } from '../../proxies/sync-state.js';

type Config = ClientConfig_GenericXdsConfig;

const words = {
  requested: 'REQUESTED',
  missing: 'DOES_NOT_EXIST',
  acked: 'ACKED',
  nacked: 'NACKED',
} as const satisfies Record<ResourceStanding, Config['client_status']>;

const contents = ({ typeUrl, message }: Resource): Config['xds_config'] => ({
  '@type': typeUrl,
  ...(redact(message) as object),
});

/** Istio: how the type as a whole stands, under no name. */
function wholeType({ proxy }: ProxyState, type: ResourceType): Config {
  const status = proxy.status.types.find((one) => one.type === type);
  const aside = proxy.setAside.filter((one) => one.type === type);
  const details = status?.nack?.message ?? aside[0]?.message;
  return {
    type_url: typeUrls[type],
    ...(status?.sent && { version_info: status.sent.version }),
    config_status: syncStateOf(status, aside.length > 0),
    ...(details !== undefined && { error_state: { details } }),
  };
}

/** How each resource stands. */
function ofType({ proxy, state }: ProxyState, type: ResourceType, withContents: boolean): readonly Config[] {
  const aside = new Map(
    proxy.setAside.filter((one) => one.type === type).map(({ name, message }) => [name, message]),
  );
  const nack = proxy.status.types.find((one) => one.type === type)?.nack;
  const configs = resourceStatesOf(state, type).map(({ name, resource, standing }): Config => {
    const rejected = aside.get(name) ?? (standing === 'nacked' ? nack?.message : undefined);
    aside.delete(name);
    return {
      type_url: typeUrls[type],
      name,
      ...(resource && { version_info: resource.version }),
      ...(resource && withContents && { xds_config: contents(resource) }),
      client_status: rejected === undefined ? words[standing] : 'NACKED',
      ...(rejected !== undefined && { error_state: { details: rejected } }),
    };
  });
  // What was rejected and has no version before it is not among what the proxy is given.
  const kept = Array.from(aside, ([name, details]): Config => ({
    type_url: typeUrls[type],
    name,
    client_status: 'NACKED',
    error_state: { details },
  }));
  return [...configs, ...kept].sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1));
}

/** What a proxy was given and what it said to that: each type, and each resource of it. */
export function clientConfig(proxy: ProxyState, withContents: boolean): ClientConfig {
  const only = proxy.state.options.typeUrl;
  const types = resourceTypes.filter((type) => !only || typeUrls[type] === only);
  return {
    ...(proxy.proxy.status.node && { node: proxy.proxy.status.node }),
    generic_xds_configs: types.flatMap((type) => [
      wholeType(proxy, type),
      ...ofType(proxy, type, withContents),
    ]),
  };
}
