import type { Path, VirtualService } from '@xdsim/api';

export interface WeightedRoute {
  readonly weights: readonly (number | undefined)[];
  readonly path: Path;
}

/** The weights of each route's destinations, as written. */
export const weightedRoutes = ({ spec }: VirtualService): readonly WeightedRoute[] =>
  (['http', 'tls', 'tcp'] as const).flatMap((protocol) =>
    (spec[protocol] ?? []).map(({ route = [] }, index) => ({
      weights: route.map(({ weight }) => weight),
      path: ['spec', protocol, index, 'route'],
    })),
  );
