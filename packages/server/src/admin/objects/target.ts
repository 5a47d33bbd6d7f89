import { discovery } from './discovery.js';
import { resources, type Resource } from './resource.js';

/** Objects of one kind. */
export interface Collection {
  readonly resource: Resource;
  /** Empty for objects that live in none; undefined for all namespaces. */
  readonly namespace: string | undefined;
}

/** One object. */
export interface Item extends Collection {
  readonly namespace: string;
  readonly name: string;
}

/** What a path leads to. */
export type Target =
  | { readonly is: 'document'; readonly document: object }
  | { readonly is: 'collection'; readonly collection: Collection }
  | { readonly is: 'item'; readonly item: Item };

/** Undefined for a path that leads nowhere. */
export function targetOf(path: string): Target | undefined {
  const parts = decoded(path);
  if (!parts) return undefined;
  const document = discovery.get(parts.join('/'));
  if (document) return { is: 'document', document };
  const [root, ...inner] = parts;
  if (root !== 'api' && root !== 'apis') return undefined;
  const [group, version, ...rest] = root === 'api' ? ['', ...inner] : inner;
  const find = (plural: string | undefined): Resource | undefined =>
    resources.find((one) => one.group === group && one.version === version && one.plural === plural);
  const [first, second, third, fourth] = rest;
  const scoped = rest.length >= 3 && first === 'namespaces';
  const resource = find(scoped ? third : first);
  if (!resource || rest.length > (scoped ? 4 : 2) || scoped !== (resource.namespaced && rest.length > 1)) {
    return undefined;
  }
  const namespace = scoped ? second! : resource.namespaced ? undefined : '';
  const name = scoped ? fourth : second;
  return name === undefined || namespace === undefined
    ? { is: 'collection', collection: { resource, namespace } }
    : { is: 'item', item: { resource, namespace, name } };
}

/** The parts of a path; undefined when its percent-encoding is broken. */
function decoded(path: string): readonly string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
