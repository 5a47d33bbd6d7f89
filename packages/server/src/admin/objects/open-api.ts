import { version } from '../../version.js';
import { resources, type Resource } from './resource.js';

const unique = <T>(items: readonly T[]): readonly T[] => [...new Set(items)];

const rootOf = (apiVersion: string): string => `${apiVersion.includes('/') ? 'apis' : 'api'}/${apiVersion}`;

/** kubectl leaves the validation to a server whose PATCH takes this; otherwise it wants the schemas of all kinds. */
const fieldValidation = {
  name: 'fieldValidation',
  in: 'query',
  schema: { type: 'string', uniqueItems: true },
};

function pathItem({ apiVersion, namespaced, plural, group, version: of, kind }: Resource): [string, object] {
  const scope = namespaced ? '/namespaces/{namespace}' : '';
  return [
    `/${rootOf(apiVersion)}${scope}/${plural}/{name}`,
    {
      patch: {
        parameters: [fieldValidation],
        responses: { 200: { description: 'OK' } },
        'x-kubernetes-action': 'patch',
        'x-kubernetes-group-version-kind': { group, version: of, kind },
      },
    },
  ];
}

const documentOf = (apiVersion: string): object => ({
  openapi: '3.0.0',
  info: { title: 'xdsim', version },
  paths: Object.fromEntries(resources.filter((one) => one.apiVersion === apiVersion).map(pathItem)),
});

const apiVersions = unique(resources.map(({ apiVersion }) => apiVersion));

/** What OpenAPI says of the objects, as far as clients need it to change them, by path. */
export const openApi: readonly (readonly [path: string, document: object])[] = [
  [
    'openapi/v3',
    {
      paths: Object.fromEntries(
        apiVersions.map((one) => [rootOf(one), { serverRelativeURL: `/openapi/v3/${rootOf(one)}` }]),
      ),
    },
  ],
  ...apiVersions.map((one) => [`openapi/v3/${rootOf(one)}`, documentOf(one)] as const),
];
