import type { HeaderOperations, Headers } from '@xdsim/api';
import type { HeaderValueOption, Route } from '@xdsim/envoy';

/** What is done to the headers of requests and responses, as routes and weighted clusters spell it. */
export type HeaderChanges = Pick<
  Route,
  | 'request_headers_to_add'
  | 'request_headers_to_remove'
  | 'response_headers_to_add'
  | 'response_headers_to_remove'
>;

const isAuthority = (name: string): boolean => /^(:authority|host)$/i.test(name);

/** Envoy does not let these be changed as headers. */
const isInternal = (name: string): boolean => name.startsWith(':') || isAuthority(name);

type Values = Readonly<Record<string, string>>;

function valuesToAdd(values: Values = {}, overwrite: boolean): readonly HeaderValueOption[] {
  return Object.keys(values)
    .filter((key) => !isInternal(key))
    .sort()
    .map((key) => ({
      header: { key, value: values[key] ?? '' },
      append_action: overwrite ? 'OVERWRITE_IF_EXISTS_OR_ADD' : 'APPEND_IF_EXISTS_OR_ADD',
    }));
}

/** Istio: first what is set, then what is added, each by name. */
const toAdd = ({ set, add }: HeaderOperations = {}): readonly HeaderValueOption[] => [
  ...valuesToAdd(set, true),
  ...valuesToAdd(add, false),
];

const toRemove = ({ remove = [] }: HeaderOperations = {}): readonly string[] =>
  remove.filter((name) => !isInternal(name));

/** Empty lists are left out, so that what has no changes is empty too. */
const present = <T extends object>(lists: T): Partial<T> =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)) as Partial<T>;

/** The changes of several places, in their order. */
export const headerChanges = (...places: readonly (Headers | undefined)[]): HeaderChanges =>
  present({
    request_headers_to_add: places.flatMap((h) => toAdd(h?.request)),
    request_headers_to_remove: places.flatMap((h) => toRemove(h?.request)),
    response_headers_to_add: places.flatMap((h) => toAdd(h?.response)),
    response_headers_to_remove: places.flatMap((h) => toRemove(h?.response)),
  });

const authorityIn = (values: Values = {}): string | undefined =>
  Object.entries(values).findLast(([name, value]) => isAuthority(name) && value)?.[1];

/** Istio: to set or add the header `host` is to rewrite the host. */
export const authority = (headers: Headers | undefined): string | undefined =>
  authorityIn(headers?.request?.set) ?? authorityIn(headers?.request?.add);
