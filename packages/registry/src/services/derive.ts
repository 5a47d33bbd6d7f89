import type { AnyObject } from '@xdsim/api';
import { workloadEndpoint } from './endpoints.js';
import { expandServiceEntry } from './expand-service-entry.js';
import type { Endpoint, Service } from './service.js';

const none: readonly Service[] = [];

/** The services that an object stands for. A kind that is a service has its line here. */
export function servicesOf(object: AnyObject): readonly Service[] {
  return object.kind === 'ServiceEntry' ? expandServiceEntry(object) : none;
}

/** The workload that an object stands for, which services of its namespace can select. */
export function workloadOf(object: AnyObject): Endpoint | undefined {
  return object.kind === 'WorkloadEntry' ? workloadEndpoint(object) : undefined;
}
