import { enumeration, type Infer, list, message, required, string, uint32 } from '../schema/schema.js';
import { workloadSelector } from './selector.js';
import { workloadEntrySpec } from './workload-entry.js';

export const servicePort = message({
  number: required(uint32),
  name: required(string),
  /** Case does not matter; absent means that the proxy looks at the first bytes. */
  protocol: string,
  targetPort: uint32,
});

/** A service that the registry should know: its names, ports and where its endpoints come from. */
export const serviceEntrySpec = message({
  hosts: required(list(string)),
  addresses: list(string),
  ports: list(servicePort),
  location: enumeration('MESH_EXTERNAL', 'MESH_INTERNAL'),
  resolution: enumeration('NONE', 'STATIC', 'DNS', 'DNS_ROUND_ROBIN', 'DYNAMIC_DNS'),
  endpoints: list(workloadEntrySpec),
  workloadSelector,
  exportTo: list(string),
  subjectAltNames: list(string),
});

export interface ServicePort extends Infer<typeof servicePort> {}
export interface ServiceEntrySpec extends Infer<typeof serviceEntrySpec> {}
