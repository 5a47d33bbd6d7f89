import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('conflicting-services', {
  invalid: {
    "a port that is lost beside Kubernetes' own, though that is younger": {
      yaml: [
        serviceEntry('shop', {
          hosts: ['shop.default.svc.cluster.local'],
          ports: [{ number: 81, name: 'http', protocol: 'HTTP' }],
        }),
        manifest('Service', 'ports: [{ name: http, port: 80 }]', 'name: shop'),
      ],
      line: 1,
      path: 'spec.hosts[0]',
      message: "and wins as it is Kubernetes' own: port 81 of this one is not served",
      help: 'give the ServiceEntry another host',
      related: [5, 'the one that wins'],
    },
    'a port that is lost since the two differ in resolution': {
      yaml: [
        serviceEntry('shop'),
        manifest(
          'ServiceEntry',
          `
          hosts: [shop.example.com]
          ports: [{number: 81, name: more, protocol: HTTP}]
          resolution: DNS`,
          'name: shop-too',
        ),
      ],
      line: 7,
      path: 'spec.hosts[0]',
      message:
        'ServiceEntry default/shop has the host "shop.example.com" too, and wins as its name comes first: port 81 of this one is not served',
      help: 'resolution (STATIC, DNS)',
      related: [1, 'the one that wins'],
    },
    'the same host, differently, in another namespace': {
      yaml: [
        serviceEntry('shop'),
        manifest(
          'ServiceEntry',
          `
          hosts: [shop.example.com]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: DNS`,
          'name: shop, namespace: two',
        ),
      ],
      line: 7,
      path: 'spec.hosts[0]',
      message: 'clients outside two use that one, as its name comes first',
      help: 'exportTo: ["."]',
      related: [1, 'the one that wins'],
    },
  },
  valid: {
    'ports spread over two that agree otherwise': [
      serviceEntry('shop'),
      serviceEntry('more', {
        hosts: ['shop.example.com'],
        ports: [{ number: 81, name: 'b', protocol: 'HTTP' }],
      }),
    ],
    'copies in several namespaces, and differing private ones': [
      serviceEntry('shop'),
      serviceEntry('shop', {}, { namespace: 'b' }),
      serviceEntry('shop', { exportTo: ['.'], endpoints: [{ address: '10.0.0.9' }] }, { namespace: 'c' }),
    ],
  },
});
