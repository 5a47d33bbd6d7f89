import type { AnyObject } from '@xdsim/api';
import { trafficDistribution } from './annotations.js';
import { workloadEndpoint } from './endpoints.js';
import { expandServiceEntry } from './expand-service-entry.js';
import { expandService } from './kubernetes/expand-service.js';
import { podEndpoint } from './kubernetes/pod-endpoint.js';
import type { Endpoint, Service, TrafficDistribution } from './service.js';

const none: readonly Service[] = [];

/** The services that an object stands for. A kind that is a service has its line here. */
export function servicesOf(object: AnyObject): readonly Service[] {
  if (object.kind === 'ServiceEntry') return expandServiceEntry(object);
  return object.kind === 'Service' ? [expandService(object)] : none;
}

/** The workload that an object stands for, which services of its namespace can select. */
export function workloadOf(object: AnyObject): Endpoint | undefined {
  if (object.kind === 'WorkloadEntry') return workloadEndpoint(object);
  return object.kind === 'Pod' ? podEndpoint(object) : undefined;
}

/** What an object says for the services of a namespace that say nothing themselves. */
export function distributionOf(object: AnyObject): TrafficDistribution | undefined {
  return object.kind === 'Namespace' ? trafficDistribution(object.metadata.annotations) : undefined;
}
