import { type Infer, map, message, string, uint32 } from '../schema/schema.js';

/** One workload, a VM or a container, that a ServiceEntry can select. Also the shape of a ServiceEntry's inline endpoints. */
export const workloadEntrySpec = message({
  /** An IP address, a domain name (DNS services only) or `unix:///path`. */
  address: string,
  /** Port numbers by the service's port *name*; a name that is absent means the service's own number. */
  ports: map(uint32),
  labels: map(string),
  network: string,
  /** `region/zone/sub-zone`. */
  locality: string,
  weight: uint32,
  serviceAccount: string,
});

export interface WorkloadEntrySpec extends Infer<typeof workloadEntrySpec> {}
