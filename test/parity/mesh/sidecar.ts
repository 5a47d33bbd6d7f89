import fc from 'fast-check';
import { specSchemas } from '@xdsim/api';
import { arbitraryOf } from './arbitrary-of.js';
import { hints } from './hints.js';
import { mostlyValid } from './is-valid.js';
import { labels, pick, portNumbers, some } from './words.js';

const { egress, outboundTrafficPolicy } = specSchemas.Sidecar.fields;

const sidecar = (spec: object) => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'Sidecar',
  metadata: { name: 'one' },
  spec,
});

const listener = fc
  .tuple(
    mostlyValid(arbitraryOf(egress.of, hints, ['egress']), (one) => sidecar({ egress: [one] })),
    some(
      './*',
      '*/*',
      'shop/*',
      'bank/db.bank.svc.cluster.local',
      '*/a.test',
      '*/*.wild.test',
      'istio-system/*',
    ),
    fc.option(
      fc.record({
        number: pick(...portNumbers),
        protocol: pick('HTTP', 'TCP', 'HTTPS', 'GRPC', 'TLS', 'HTTP_PROXY'),
        name: pick('one', 'two'),
      }),
      { nil: undefined },
    ),
  )
  .map(([one, hosts, port]) => ({ ...(one as object), hosts, port }));

/** The spec of a Sidecar, as far as it is about outbound traffic. */
export const sidecarSpec = mostlyValid(
  fc.record(
    {
      egress: fc.array(listener, { minLength: 1, maxLength: 2 }),
      outboundTrafficPolicy: arbitraryOf(outboundTrafficPolicy, hints, ['outboundTrafficPolicy']),
      workloadSelector: fc.record({ labels }),
    },
    { requiredKeys: ['egress'] },
  ),
  sidecar,
);
