import type { LocalityLbSetting, ZoneAwareLbSetting } from '@xdsim/api';
import type { TrafficDistribution } from '@xdsim/registry';
import type { MeshConfig } from '../mesh/mesh-config.js';
import { HOSTNAME_LABEL, NETWORK_LABEL } from '../proxy/topology.js';
import type { EffectivePolicy } from './effective-policy.js';

/** How a cluster prefers endpoints by their place. */
export type LocalityPreference =
  | {
      readonly kind: 'locality';
      readonly setting: LocalityLbSetting;
      /** Whether endpoints get priorities: Envoy moves on to the next only where it notices failures. */
      readonly failsOver: boolean;
    }
  /** Envoy balances zones by itself, and has to be told so when it is not to. */
  | { readonly kind: 'zone-aware'; readonly setting: ZoneAwareLbSetting; readonly isOff: boolean };

const sameZone = [NETWORK_LABEL, 'topology.kubernetes.io/region', 'topology.kubernetes.io/zone'];
const distributions: Readonly<Record<TrafficDistribution, readonly string[]>> = {
  PreferSameZone: sameZone,
  PreferSameNode: [...sameZone, 'topology.istio.io/subzone', HOSTNAME_LABEL],
};

const unlessOff = <T extends { readonly enabled?: boolean | undefined }>(setting: T | undefined) =>
  setting?.enabled === false ? undefined : setting;

/**
 * The setting that holds for a cluster. Istio takes the first that is there: the rule's, zone-aware before by locality;
 * what the service prefers; the mesh's, in the same order. One that is there but off ends the search.
 */
export function localityPreference(
  { loadBalancer, outlierDetection }: EffectivePolicy,
  distribution: TrafficDistribution | undefined,
  mesh: MeshConfig,
): LocalityPreference | undefined {
  const failsOver = outlierDetection !== undefined;
  const zoneAware = (setting: ZoneAwareLbSetting): LocalityPreference => ({
    kind: 'zone-aware',
    setting,
    isOff: setting.enabled === false,
  });
  const byLocality = (written: LocalityLbSetting | undefined): LocalityPreference | undefined => {
    const setting = unlessOff(written);
    return setting && { kind: 'locality', setting, failsOver };
  };
  if (loadBalancer?.zoneAwareLbSetting) return zoneAware(loadBalancer.zoneAwareLbSetting);
  if (loadBalancer?.localityLbSetting) return byLocality(loadBalancer.localityLbSetting);
  if (distribution) {
    // Istio: unhealthy endpoints are sent, so that failures show without outlier detection.
    const setting = { failoverPriority: distributions[distribution] };
    return { kind: 'locality', setting, failsOver: true };
  }
  if (mesh.zoneAwareLbSetting) return zoneAware(mesh.zoneAwareLbSetting);
  return byLocality(mesh.localityLbSetting);
}
