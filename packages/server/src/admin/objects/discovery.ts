import { resourceNamesOf } from '@xdsim/api';
import { version } from '../../version.js';
import { openApi } from './open-api.js';
import { resources, type Resource } from './resource.js';

const groupVersion = (group: string, apiVersion: string): string =>
  group === '' ? apiVersion : `${group}/${apiVersion}`;

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

const groups = unique(resources.map(({ group }) => group));

const versionsOf = (group: string): readonly string[] =>
  unique(resources.filter((one) => one.group === group).map((one) => one.version));

function apiGroup(name: string): object {
  const versions = versionsOf(name).map((one) => ({ groupVersion: groupVersion(name, one), version: one }));
  return { name, versions, preferredVersion: versions[0] };
}

function apiResource({ kind, plural, namespaced }: Resource): object {
  const { singular, shortNames } = resourceNamesOf(kind);
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'],
    ...(shortNames.length > 0 && { shortNames }),
  };
}

const resourceList = (group: string, one: string): object => ({
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: groupVersion(group, one),
  resources: resources
    .filter((resource) => resource.group === group && resource.version === one)
    .map(apiResource),
});

function* documents(): Generator<readonly [path: string, document: object]> {
  // Every client of this version is understood; what counts here is that there is an answer.
  const [major = '', minor = ''] = version.split('.');
  yield ['version', { major, minor, gitVersion: `v${version}+xdsim`, platform: 'xdsim' }];
  yield [
    'api',
    { kind: 'APIVersions', apiVersion: 'v1', versions: versionsOf(''), serverAddressByClientCIDRs: [] },
  ];
  const named = groups.filter((group) => group !== '');
  yield ['apis', { kind: 'APIGroupList', apiVersion: 'v1', groups: named.map(apiGroup) }];
  for (const group of named) {
    yield [`apis/${group}`, { kind: 'APIGroup', apiVersion: 'v1', ...apiGroup(group) }];
  }
  for (const group of groups) {
    for (const one of versionsOf(group)) {
      yield [group === '' ? `api/${one}` : `apis/${group}/${one}`, resourceList(group, one)];
    }
  }
}

/** What tells a client which kinds there are, by its path without the first slash. */
export const discovery: ReadonlyMap<string, object> = new Map([...documents(), ...openApi]);
