import { gateway, manifest, serviceEntry, testRule } from './rule-test.js';

testRule('overlapping-virtual-services', {
  invalid: {
    'the younger of two, whatever their namespaces': {
      yaml: [
        serviceEntry('shop'),
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http: [{route: [{destination: {host: shop.example.com}}]}]`,
        ),
        manifest(
          'VirtualService',
          `
          hosts: [SHOP.example.com]
          http: [{route: [{destination: {host: shop.example.com}}]}]`,
          'name: a, namespace: two',
        ),
      ],
      line: 14,
      path: 'spec.hosts[0]',
      message: 'from VirtualService default/a, as its name comes first',
      help: 'one VirtualService',
      related: [7, 'the one that is used'],
    },
  },
  valid: {
    'one that says its host twice, short and in full': [
      manifest('Service', 'ports: [{ port: 80, name: http }]', 'name: dash'),
      manifest(
        'VirtualService',
        `
        hosts: [dash, dash.default.svc.cluster.local]
        http: [{route: [{destination: {host: dash}}]}]`,
      ),
    ],
    'one that overrides in its own namespace': [
      serviceEntry('shop'),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http: [{route: [{destination: {host: shop.example.com}}]}]`,
      ),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        exportTo: ['.']
        http: [{route: [{destination: {host: shop.example.com}}]}]`,
        'name: a, namespace: b',
      ),
    ],
    'a wildcard beside a name, gateways, and another protocol': [
      serviceEntry('shop', {
        ports: [
          { number: 80, name: 'http', protocol: 'HTTP' },
          { number: 443, name: 'tls', protocol: 'TLS' },
        ],
      }),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http: [{route: [{destination: {host: shop.example.com}}]}]`,
      ),
      manifest(
        'VirtualService',
        `
        hosts: ['*.example.com']
        http: [{route: [{destination: {host: shop.example.com}}]}]`,
        'name: b',
      ),
      gateway(),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        gateways: [public]
        http: [{route: [{destination: {host: shop.example.com}}]}]`,
        'name: c',
      ),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        tls: [{match: [{sniHosts: [shop.example.com]}], route: [{destination: {host: shop.example.com}}]}]`,
        'name: d',
      ),
    ],
  },
});
