import type { Destination, HttpRoute } from '@xdsim/api';
import type { FractionalPercent, RouteAction } from '@xdsim/envoy';
import type { RouteScope } from '../route-scope.js';
import { targetOf } from './destination.js';
import { perHundred, perMillion } from './percent.js';

type MirrorPolicy = NonNullable<RouteAction['request_mirror_policies']>[number];
type Mirror = NonNullable<HttpRoute['mirrors']>[number];

/** How much is mirrored: everything unless something is written; `undefined` for a written 0. */
function fraction(
  percentage: Mirror['percentage'],
  wholePercent: number | undefined,
): FractionalPercent | undefined {
  if (percentage) return (percentage.value ?? 0) > 0 ? perMillion(percentage) : undefined;
  if (wholePercent === undefined) return perHundred(100);
  return wholePercent > 0 ? perHundred(wholePercent) : undefined;
}

function mirrorPolicy(
  scope: RouteScope,
  destination: Destination | undefined,
  part: FractionalPercent | undefined,
): readonly MirrorPolicy[] {
  if (!destination || !part) return [];
  return [
    {
      cluster: targetOf(scope, destination).cluster,
      runtime_fraction: { default_value: part },
      trace_sampled: false,
      // The copy keeps the Host of the request.
      disable_shadow_host_suffix_append: true,
    },
  ];
}

/** Where copies of a rule's requests go. */
export const mirrorPolicies = (scope: RouteScope, rule: HttpRoute): readonly MirrorPolicy[] => [
  ...mirrorPolicy(
    scope,
    rule.mirror,
    fraction(rule.mirrorPercentage, rule.mirrorPercent ?? rule.mirror_percent),
  ),
  ...(rule.mirrors ?? []).flatMap((m) =>
    mirrorPolicy(scope, m.destination, fraction(m.percentage, undefined)),
  ),
];
