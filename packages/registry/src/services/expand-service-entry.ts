import type { ServiceEntry } from '@xdsim/api';
import { parseAddress } from './parse-address.js';
import { allocatedAddresses } from './allocated-addresses.js';
import { connectStrategy, trafficDistribution } from './annotations.js';
import { parseProtocol } from './protocol.js';
import { UNSPECIFIED_ADDRESS } from './service.js';
import type { Service, ServicePort } from './service.js';

/** The services of a ServiceEntry: its hosts × its addresses (Istio), or one per host when it has no address. */
export function expandServiceEntry(entry: ServiceEntry): readonly Service[] {
  const { spec, metadata } = entry;
  const ports = (spec.ports ?? []).map((p): ServicePort => ({
    name: p.name ?? '',
    number: p.number ?? 0,
    protocol: parseProtocol(p.protocol),
    ...(p.targetPort ? { targetPort: p.targetPort } : {}),
  }));
  // Istio: an address that is neither an IP nor a CIDR yields no service for that pair.
  const addresses = spec.addresses?.length
    ? spec.addresses.flatMap((a) => parseAddress(a) ?? [])
    : [UNSPECIFIED_ADDRESS];
  const distribution = trafficDistribution(metadata.annotations);
  const strategy = connectStrategy(metadata.annotations, spec.resolution);
  const allocated = allocatedAddresses(entry);
  return (spec.hosts ?? []).flatMap((hostname) =>
    addresses.map((address): Service => ({
      registry: 'External',
      hostname,
      namespace: metadata.namespace,
      address,
      ports,
      resolution: spec.resolution ?? 'NONE',
      meshExternal: spec.location !== 'MESH_INTERNAL',
      exportTo: spec.exportTo ?? [],
      labels: metadata.labels ?? {},
      ...(spec.workloadSelector ? { selector: spec.workloadSelector.labels ?? {} } : {}),
      subjectAltNames: spec.subjectAltNames ?? [],
      allocatedAddresses: allocated.get(hostname) ?? [],
      ...(distribution ? { trafficDistribution: distribution } : {}),
      ...(strategy ? { connectStrategy: strategy } : {}),
      source: entry,
    })),
  );
}
