import type { ConsistentHashLb, DestinationRule, Path } from '@xdsim/api';
import type { Service } from '../services/service.js';
import { policiesOf } from './policies.js';

export interface PlacedHash {
  readonly hash: ConsistentHashLb;
  readonly path: Path;
  /** The port that it is for; without it, all ports that have no settings of their own. */
  readonly port?: number;
  readonly excluded: readonly number[];
  readonly subset?: number;
}

/** Every consistent hash that a DestinationRule asks for. */
export function hashesOf(rule: DestinationRule): readonly PlacedHash[] {
  return policiesOf(rule).flatMap(({ policy, path, subset }) => {
    const settings = policy.portLevelSettings ?? [];
    const of = subset === undefined ? {} : { subset };
    const own = policy.loadBalancer?.consistentHash;
    return [
      ...(own
        ? [
            {
              hash: own,
              path: [...path, 'loadBalancer', 'consistentHash'],
              excluded: settings.map(({ port }) => port?.number ?? 0),
              ...of,
            },
          ]
        : []),
      ...settings.flatMap(({ loadBalancer, port }, index) =>
        loadBalancer?.consistentHash && port?.number
          ? [
              {
                hash: loadBalancer.consistentHash,
                path: [...path, 'portLevelSettings', index, 'loadBalancer', 'consistentHash'],
                port: port.number,
                excluded: [],
                ...of,
              },
            ]
          : [],
      ),
    ];
  });
}

/** The ports of services that a hash is for. */
export const hashedPorts = (
  { port, excluded }: PlacedHash,
  services: readonly Service[],
): readonly Service['ports'][number][] =>
  services
    .flatMap((service) => service.ports)
    .filter(({ number }) => (port === undefined ? !excluded.includes(number) : number === port));
