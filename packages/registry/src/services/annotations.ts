import type { Labels } from '@xdsim/api';
import type { Resolution, TrafficDistribution } from './service.js';

// Kubernetes renamed PreferClose to PreferSameZone; Istio reads both, in any case.
const distributions: Readonly<Record<string, TrafficDistribution>> = {
  preferclose: 'PreferSameZone',
  prefersamezone: 'PreferSameZone',
  prefersamenode: 'PreferSameNode',
};

/** Which endpoints a service or namespace prefers; a value that Istio does not know counts as none. */
export const trafficDistribution = (annotations: Labels | undefined): TrafficDistribution | undefined =>
  distributions[annotations?.['networking.istio.io/traffic-distribution']?.toLowerCase() ?? ''];

/** The same, as the field of a Kubernetes Service has it, exactly so. */
export const specTrafficDistribution = (written: string | undefined): TrafficDistribution | undefined =>
  written === 'PreferClose' || written === 'PreferSameZone'
    ? 'PreferSameZone'
    : written === 'PreferSameNode'
      ? 'PreferSameNode'
      : undefined;

/** Istio: only services that are resolved by DNS race the addresses that they resolve to. */
export const connectStrategy = (
  annotations: Labels | undefined,
  resolution: Resolution | undefined,
): 'RACE_FIRST_TCP_CONNECT' | undefined =>
  (resolution === 'DNS' || resolution === 'DNS_ROUND_ROBIN') &&
  annotations?.['istio.io/connect-strategy'] === 'RACE_FIRST_TCP_CONNECT'
    ? 'RACE_FIRST_TCP_CONNECT'
    : undefined;
