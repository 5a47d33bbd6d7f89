import { apiGroupOf, apiVersionsOf, type Kind, kinds, specSchemas } from '../kinds/kinds.js';
import { suggest } from '../suggest.js';

/** What an object is by its kind and apiVersion: ours, another's that is passed over, or a mistake. */
export type Recognised =
  | { readonly is: 'ours'; readonly kind: Kind }
  | { readonly is: 'foreign' }
  | { readonly is: 'unknown kind'; readonly meant?: Kind }
  | { readonly is: 'wrong version'; readonly kind: Kind; readonly meant: string };

/** Kinds of the groups that we read which are not ours to read, so that they are not taken for misspelt ones. */
const passedOver: Readonly<Record<string, readonly string[]>> = {
  '': 'ConfigMap Endpoints Event Node PodTemplate ReplicationController Secret ServiceAccount'.split(' '),
  'networking.istio.io': ['EnvoyFilter', 'ProxyConfig'],
  'security.istio.io': ['RequestAuthentication'],
};

const istioGroups = ['networking.istio.io', 'security.istio.io'];
const groups: readonly string[] = [...new Set(kinds.map(apiGroupOf))];

export function recogniseKind(apiVersion: string, kind: string): Recognised {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  if (isKind(kind)) {
    const versions = apiVersionsOf(kind);
    if (versions.includes(apiVersion)) return { is: 'ours', kind };
    // others have a Service, a Gateway or a VirtualService of their own, in groups of their own
    const isMistake = groups.includes(group) || suggest(group, istioGroups) !== undefined;
    if (!isMistake) return { is: 'foreign' };
    return { is: 'wrong version', kind, meant: suggest(apiVersion, versions) ?? versions[0]! };
  }
  if (passedOver[group]?.includes(kind)) return { is: 'foreign' };
  const isIstios = istioGroups.includes(group);
  const known: readonly string[] = [...kinds, ...(passedOver[group] ?? [])];
  // a misspelt kind shows in a group that we know; the core group has many kinds besides ours
  const meant = groups.includes(group) ? suggest(kind, known) : undefined;
  if (meant !== undefined && isKind(meant)) return { is: 'unknown kind', meant };
  return isIstios ? { is: 'unknown kind' } : { is: 'foreign' };
}

function isKind(kind: string): kind is Kind {
  return Object.hasOwn(specSchemas, kind);
}
