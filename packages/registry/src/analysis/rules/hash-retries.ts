import type { ConsistentHashLb, Destination, Diagnostic, DiagnosticCode } from '@xdsim/api';
import { diagnosticFor } from '@xdsim/api';
import { resolveShortName } from '../../services/host.js';
import type { MergedRule } from '../../destination-rules/merge-rule.js';
import type { AnalysisContext } from '../context.js';

import { placeOf } from '../place-of.js';
import { quote } from '../quote.js';
import { routeClients } from '../route-clients.js';
import type { Rule } from '../rule.js';

const code: DiagnosticCode = 'XDS0726';

/** Istio leaves a hashed destination out of "not the host tried before", unless the route asks for it, or is weighted. */
export const hashRetries: Rule = {
  code,
  name: 'hash-retries',
  *check(context: AnalysisContext): Iterable<Diagnostic> {
    for (const virtualService of context.virtualServices) {
      const { namespace } = virtualService.metadata;
      for (const [index, { route = [], retries }] of (virtualService.spec.http ?? []).entries()) {
        if (!retries || (retries.attempts ?? 0) <= 0) continue;
        const path = ['spec', 'http', index, 'retries'];
        const isAsked = retries.retryIgnorePreviousHosts === true;
        const isDefault = retries.retryIgnorePreviousHosts === undefined && route.length > 1;
        if (!isAsked && !isDefault && !retries.retryRemoteLocalities) continue;
        for (const { destination } of route) {
          const host = resolveShortName(destination.host, namespace);
          const services = context.services.of(host);
          const found = routeClients(context, virtualService, services)
            .flatMap((client) =>
              context
                .servicesFor(client, host)
                .slice(0, 1)
                .map((s) => context.rules.for(client, s)),
            )
            .flat()
            .find((rule) => hashOf(rule, destination));
          const source = found?.sources.find(({ spec }) => spec.trafficPolicy) ?? found?.sources[0];
          if (!source) continue;
          const key = isAsked ? 'retryIgnorePreviousHosts' : isDefault ? undefined : 'retryRemoteLocalities';
          yield diagnosticFor(
            virtualService,
            key ? [...path, key] : path,
            code,
            `a retry goes to another endpoint of ${quote(host)} than the one that the hash has chosen`,
            {
              help: key
                ? `remove ${key} if the session must stay where it is`
                : 'add retryIgnorePreviousHosts: false if the session must stay where it is',
              related: [placeOf(source, ['spec', 'trafficPolicy'], 'the hash is asked for here')],
            },
          );
          break;
        }
      }
    }
  },
};

/** Istio, most telling first: the subset's policy for the port, the subset's, the rule's for the port, the rule's. */
function hashOf(rule: MergedRule, { subset, port }: Destination): ConsistentHashLb | undefined {
  const policies = [rule.subsets.find(({ name }) => name === subset)?.trafficPolicy, rule.trafficPolicy];
  for (const policy of policies) {
    const atPort = policy?.portLevelSettings?.find((one) => port?.number && one.port?.number === port.number);
    const found = (atPort ?? policy)?.loadBalancer;
    if (found) return found.consistentHash;
  }
  return undefined;
}
