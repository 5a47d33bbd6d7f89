import { gateway, manifest, serviceEntry, testRule } from './rule-test.js';

testRule('protocol-mismatch', {
  invalid: {
    'HTTP routes on a TLS port': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop', { ports: [{ number: 443, name: 'tls', protocol: 'HTTPS' }] }),
      ],
      line: 6,
      path: 'spec.http',
      message: 'http routes are never used: the hosts have the ports 443 (HTTPS)',
      help: 'use tls routes',
      related: [9, 'ports are declared here'],
    },
    'TLS routes on an HTTP port': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          tls:
            - match: [{sniHosts: [shop.example.com]}]
              route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 6,
      path: 'spec.tls',
      message: 'tls routes are never used',
    },
    'TCP routes on an HTTP port': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          tcp:
            - route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 6,
      path: 'spec.tcp',
      message: 'tcp routes are never used',
    },
  },
  valid: {
    'a sniffed port, for HTTP and for TCP': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - route: [{destination: {host: shop.example.com}}]
        tcp:
          - route: [{destination: {host: shop.example.com}}]`,
      ),
      serviceEntry('shop', { addresses: ['10.1.0.1'], ports: [{ number: 80, name: 'any' }] }),
    ],
    'HTTP that a gateway takes': [
      gateway(),
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        gateways: [mesh, public]
        http:
          - match: [{gateways: [public]}]
            route: [{destination: {host: shop.example.com, port: {number: 443}}}]
        tls:
          - match: [{gateways: [mesh], sniHosts: [shop.example.com]}]
            route: [{destination: {host: shop.example.com}}]`,
      ),
      serviceEntry('shop', { ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] }),
    ],
  },
});
