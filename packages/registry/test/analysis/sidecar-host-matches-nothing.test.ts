import { manifest, serviceEntry, testRule } from './rule-test.js';

const imports = (host: string, metadata?: string) =>
  manifest(
    'Sidecar',
    `
    egress:
      - hosts: ['${host}']`,
    metadata,
  );

testRule('sidecar-host-matches-nothing', {
  invalid: {
    'a host that no service has': {
      yaml: [imports('./shop.example.co'), serviceEntry('shop')],
      line: 6,
      path: 'spec.egress[0].hosts[0]',
      message: 'no service has the host "shop.example.co"',
      help: 'did you mean "shop.example.com"?',
    },
    'a wildcard that covers nothing': {
      yaml: [imports('*/*.example.org'), serviceEntry('shop')],
      line: 6,
      path: 'spec.egress[0].hosts[0]',
      message: 'no service has the host "*.example.org"',
    },
    'the wrong namespace': {
      yaml: [imports('web/shop.example.com'), serviceEntry('shop', {}, { namespace: 'back' })],
      line: 6,
      path: 'spec.egress[0].hosts[0]',
      message: 'no service "shop.example.com" is in namespace web, but in back',
      help: 'write back/shop.example.com',
      related: [8, 'it is here'],
    },
    'a namespace without services': {
      yaml: [imports('bakc/*'), serviceEntry('shop', {}, { namespace: 'back' })],
      line: 6,
      path: 'spec.egress[0].hosts[0]',
      message: 'namespace bakc has no service',
      help: 'did you mean back/*?',
    },
    'a service that is not exported': {
      yaml: [imports('back/*'), serviceEntry('shop', { exportTo: ['.'] }, { namespace: 'back' })],
      line: 6,
      path: 'spec.egress[0].hosts[0]',
      message: 'what "back/*" means is not exported to namespace default',
      help: 'add "default" to exportTo',
      related: [8, 'hidden here'],
    },
  },
  valid: {
    'hosts, wildcards and namespaces that have services': [
      manifest(
        'Sidecar',
        `
        egress:
          - port: {number: 80, protocol: HTTP, name: http}
            hosts: [./shop.example.com, 'back/*']
          - hosts: ['*/*.example.com', '~/secret.example.com']`,
      ),
      serviceEntry('shop'),
      serviceEntry('cart', {}, { namespace: 'back' }),
    ],
    'everything, also where there is nothing yet': [
      imports('*/*'),
      imports('./*', 'name: b, namespace: empty'),
      imports('istio-system/*', 'name: c, namespace: other'),
    ],
    'a host of a virtual service': [
      imports('./shop.internal'),
      manifest(
        'VirtualService',
        `
        hosts: [shop.internal]
        http: [{route: [{destination: {host: shop.example.com}}]}]`,
        'name: a, annotations: {xdsim.dev/suppress: XDS0703}',
      ),
      serviceEntry('shop'),
    ],
    'the own namespace, for a Sidecar of the whole mesh': [
      imports('./shop.example.com', 'name: a, namespace: istio-system'),
    ],
  },
});
