import fc from 'fast-check';
import { specSchemas } from '@xdsim/api';
import { arbitraryOf } from './arbitrary-of.js';
import { hints } from './hints.js';
import { mostlyValid } from './is-valid.js';
import { exportTo, namedHosts, pick } from './words.js';

const { http, tls, tcp } = specSchemas.VirtualService.fields;
const { route, redirect, directResponse, delegate, ...beside } = http.of.fields;
const actions = { route, redirect, directResponse, delegate };

const virtualService = (spec: object) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'VirtualService',
  metadata: { name: 'one' },
  spec: { hosts: ['a.test'], ...spec },
});

/** A rule does one of four things; everything else is beside that. */
const httpRule = (...kinds: readonly (keyof typeof actions)[]) =>
  pick(...kinds).chain((kind) =>
    mostlyValid(
      fc
        .tuple(
          arbitraryOf(actions[kind], hints, ['http', kind]),
          arbitraryOf({ type: 'message', fields: beside, oneOf: [] }, hints, ['http']),
        )
        .map(([action, others]) => ({ ...(others as object), [kind]: action })),
      (rule) => virtualService({ http: [rule] }),
    ),
  );

const layer4 = (name: 'tls' | 'tcp', schema: typeof tls | typeof tcp) =>
  fc.array(
    mostlyValid(arbitraryOf(schema.of, hints, [name]), (rule) =>
      virtualService({ hosts: ['*.test', '*.local'], [name]: [rule] }),
    ),
    { minLength: 1, maxLength: 2 },
  );

const rules = fc.oneof<fc.MaybeWeightedArbitrary<object>[]>(
  {
    weight: 5,
    arbitrary: fc.record({
      http: fc.array(httpRule('route', 'route', 'route', 'redirect', 'directResponse', 'delegate'), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ tls: layer4('tls', tls) }) },
  { weight: 2, arbitrary: fc.record({ tcp: layer4('tcp', tcp) }) },
);

/** The spec of a VirtualService. */
export const virtualServiceSpec = fc
  .tuple(
    fc.record({ exportTo, gateways: pick(['mesh'], ['mesh', 'shop/outside']) }, { requiredKeys: [] }),
    rules,
    fc.subarray([...namedHosts], { minLength: 1, maxLength: 2 }),
    fc.boolean(),
  )
  // The names of a TLS route have to be the hosts' own.
  .map(([head, own, hosts, wide]) => ({ ...head, ...own, hosts: 'tls' in own && wide ? ['*.test'] : hosts }));

/** The spec of a VirtualService without hosts: routes for others to include. */
export const delegatedSpec = fc.record({
  http: fc.array(httpRule('route', 'redirect', 'directResponse'), { minLength: 1, maxLength: 2 }),
});
