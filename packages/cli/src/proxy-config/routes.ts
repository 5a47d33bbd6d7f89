import type { RouteConfiguration } from '@xdsim/envoy';
import type { Dump, Source, Sources } from './dump.js';
import { named } from './dump.js';

type VirtualHost = NonNullable<RouteConfiguration['virtual_hosts']>[number];
type Match = NonNullable<NonNullable<VirtualHost['routes']>[number]['match']>;

/** The routes in istioctl's columns. */
export const routeRows = ({ routes }: Dump, sources: Sources): readonly (readonly string[])[] => [
  ['NAME', 'VHOST NAME', 'DOMAINS', 'MATCH', 'VIRTUAL SERVICE'],
  ...routes.flatMap(({ name = '', virtual_hosts = [] }) =>
    virtual_hosts.flatMap((host) => {
      const behind = named((sources.routes[name] ?? []).filter(isAbout(host)), 'VirtualService');
      return (host.routes ?? []).map(({ match }) => [
        name,
        host.name ?? '',
        domains(host),
        matchText(match ?? {}),
        behind,
      ]);
    }),
  ),
];

/** One configuration has the routes of many hosts. */
const isAbout =
  ({ domains: all = [] }: VirtualHost) =>
  ({ hosts = [] }: Source): boolean =>
    hosts.some((host) => all.includes(host));

/** istioctl: the first one, and how many there are beside it. */
function domains({ domains: [first = '', ...others] = [] }: VirtualHost): string {
  return others.length === 0 ? first : `${first}, +${others.length} more...`;
}

function matchText({ prefix, path, path_separated_prefix, safe_regex, headers = [] }: Match): string {
  const where =
    path ?? (safe_regex ? `regex ${safe_regex.regex ?? ''}` : `${path_separated_prefix ?? prefix ?? ''}*`);
  return headers.length === 0 ? where : `${where}, +${headers.length} header${headers.length > 1 ? 's' : ''}`;
}
