import { apiVersionsOf, isNamespaced, kinds, resourceNamesOf, type Kind } from '@xdsim/api';

/** A kind in one version of its group. */
export interface Resource {
  readonly kind: Kind;
  /** Empty for Kubernetes' core group. */
  readonly group: string;
  readonly version: string;
  /** Group and version as objects have them. */
  readonly apiVersion: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

const resourcesOf = (kind: Kind): readonly Resource[] =>
  apiVersionsOf(kind).map((apiVersion) => {
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    const { plural } = resourceNamesOf(kind);
    return { kind, group, version, apiVersion, plural, namespaced: isNamespaced(kind) };
  });

/** Every kind in each of its versions, a kind's preferred one first. */
export const resources: readonly Resource[] = kinds.flatMap(resourcesOf);

/** The resource as messages name it: `serviceentries.networking.istio.io`. */
export const fullName = ({ plural, group }: Resource): string =>
  group === '' ? plural : `${plural}.${group}`;
