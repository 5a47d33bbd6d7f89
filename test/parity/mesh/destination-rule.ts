import fc from 'fast-check';
import { specSchemas } from '@xdsim/api';
import { arbitraryOf } from './arbitrary-of.js';
import { hints } from './hints.js';
import { mostlyValid } from './is-valid.js';
import { exportTo, labels, maybe, namedHosts, pick, portNumbers } from './words.js';

const { fields: schemas } = specSchemas.DestinationRule.fields.trafficPolicy;

export const destinationRule = (spec: object) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: { name: 'one' },
  spec: { host: 'a.test', ...spec },
});

/** One part of a policy, made valid on its own: a whole policy would hardly ever be. */
const part = (name: keyof typeof schemas): fc.Arbitrary<unknown> =>
  mostlyValid(arbitraryOf(schemas[name], hints, ['trafficPolicy', name]), (value) =>
    destinationRule({ trafficPolicy: { [name]: value } }),
  );

const perPort = {
  loadBalancer: part('loadBalancer'),
  connectionPool: part('connectionPool'),
  outlierDetection: part('outlierDetection'),
  tls: part('tls'),
};

/** One or two of the parts, as people write them. */
const some = (parts: Readonly<Record<string, fc.Arbitrary<unknown>>>): fc.Arbitrary<object> =>
  fc
    .subarray(Object.keys(parts), { minLength: 1, maxLength: 2 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, parts[name]!]))));

const portLevelSettings = fc.uniqueArray(
  fc
    .tuple(some(perPort), pick(...portNumbers))
    .map(([settings, number]) => ({ ...settings, port: { number } })),
  { minLength: 1, maxLength: 2, selector: ({ port }) => port.number },
);

const trafficPolicy = some({
  ...perPort,
  portLevelSettings,
  tunnel: part('tunnel'),
  proxyProtocol: part('proxyProtocol'),
  retryBudget: part('retryBudget'),
});

const subsets = fc.uniqueArray(
  fc.record({ name: pick('v1', 'v2', 'v3'), labels, trafficPolicy }, { requiredKeys: ['name'] }),
  { minLength: 1, maxLength: 2, selector: ({ name }) => name },
);

/** The spec of a DestinationRule. */
export const destinationRuleSpec = fc
  .record({
    host: pick(...namedHosts),
    trafficPolicy: maybe(trafficPolicy),
    subsets: maybe(subsets),
    exportTo: maybe(exportTo),
    workloadSelector: fc.option(fc.record({ matchLabels: labels }), { nil: undefined, freq: 2 }),
    selects: fc.nat(3),
  })
  .map(({ workloadSelector, selects, exportTo: shown, ...rule }) =>
    // A rule for some workloads stays in its namespace.
    workloadSelector && selects === 0
      ? { ...rule, workloadSelector, exportTo: ['.'] }
      : { ...rule, exportTo: shown },
  );
