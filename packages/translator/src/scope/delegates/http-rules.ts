import type { HttpRoute, VirtualService } from '@xdsim/api';
import { visibility } from '@xdsim/registry';
import type { RegistrySnapshot } from '@xdsim/registry';
import type { MeshConfig } from '../../mesh/mesh-config.js';
import { fullNames } from '../full-names.js';
import { mergeRule } from './merge-rule.js';

/** The HTTP rules of a VirtualService, those of its delegates in their places. */
export interface HttpRules {
  readonly rules: readonly HttpRoute[];
  /** The VirtualService, and the delegates that it includes. */
  readonly sources: readonly VirtualService[];
  /** What is left out: rules of delegates that match nothing of what the rule matches that includes them. */
  readonly outside: readonly OutsideRule[];
}

export interface OutsideRule {
  readonly delegate: VirtualService;
  /** Its place among the delegate's rules. */
  readonly index: number;
}

/** Istio: a delegate has no hosts, and is exported to the namespace of who includes it. */
function includedBy(
  snapshot: RegistrySnapshot,
  mesh: MeshConfig,
  root: VirtualService,
  delegate: NonNullable<HttpRoute['delegate']>,
): VirtualService | undefined {
  const namespace = delegate.namespace || root.metadata.namespace;
  const found = snapshot.get('VirtualService', namespace, delegate.name ?? '');
  if (!found || found.spec.hosts?.length) return undefined;
  const { exportTo = [] } = found.spec;
  return visibility(exportTo, namespace, root.metadata.namespace, mesh.defaultVirtualServiceExportTo)
    ? found
    : undefined;
}

const ownRules = ({ spec, metadata }: VirtualService): readonly HttpRoute[] =>
  (spec.http ?? []).map((rule) => fullNames(rule, metadata.namespace));

/** A rule whose delegate cannot be included is left out (Istio); the analysis says so (XDS0733). */
export function httpRules(snapshot: RegistrySnapshot, mesh: MeshConfig, root: VirtualService): HttpRules {
  const sources = [root];
  const outside: OutsideRule[] = [];
  const rules = ownRules(root).flatMap((rule) => {
    if (!rule.delegate) return [rule];
    const delegate = includedBy(snapshot, mesh, root, rule.delegate);
    if (!delegate) return [];
    sources.push(delegate);
    return ownRules(delegate).flatMap((own, index) => {
      const merged = mergeRule(rule, own);
      if (!merged) outside.push({ delegate, index });
      return merged ?? [];
    });
  });
  return { rules, sources, outside };
}
