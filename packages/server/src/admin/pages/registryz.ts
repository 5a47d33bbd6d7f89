import type { Resolution, Service } from '@xdsim/registry';
import type { AdminState } from '../admin-state.js';

// Istio prints its enumeration as a number.
const resolutions: Readonly<Record<Resolution, number>> = {
  STATIC: 0,
  DNS: 1,
  NONE: 2,
  DNS_ROUND_ROBIN: 3,
  ALIAS: 4,
  DYNAMIC_DNS: 5,
};

/** The services, as istiod's page of that name has them. */
export const registryz = ({ registry }: AdminState): readonly object[] =>
  registry.snapshot().services.services.map(toIstio);

function toIstio(service: Service): object {
  const { hostname, namespace, address, ports, resolution, meshExternal, source } = service;
  const { name, creationTimestamp } = source.metadata;
  return {
    Attributes: {
      ServiceRegistry: service.registry,
      Name: name,
      Namespace: namespace,
      Labels: service.labels,
      ExportTo: service.exportTo,
      ...(service.selector && { LabelSelectors: service.selector }),
    },
    ports: ports.map(({ name: port, number, protocol }) => ({ name: port, port: number, protocol })),
    ...(service.subjectAltNames.length > 0 && { serviceAccounts: service.subjectAltNames }),
    ...(creationTimestamp !== undefined && { creationTime: creationTimestamp }),
    hostname,
    defaultAddress: address,
    Resolution: resolutions[resolution],
    MeshExternal: meshExternal,
  };
}
