import { manifest, serviceEntry, testRule } from './rule-test.js';

const tcp = [{ number: 80, name: 'tcp', protocol: 'TCP' }];

testRule('unknown-destination', {
  invalid: {
    'a Service of Kubernetes that is not there': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [b]
          http:
            - route:
                - destination: {host: web}`,
          'name: a, namespace: shop',
        ),
        manifest('Service', 'ports: [{ port: 80, name: http }]', 'name: b, namespace: shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.host',
      message: 'no service has the host "web.shop.svc.cluster.local"',
      help: 'add a Service "web" to namespace shop, or correct its name',
    },
    'a misspelt destination, with the host that is meant': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shp.example.com}`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.host',
      message: 'no service has the host "shp.example.com"',
      help: 'did you mean "shop.example.com"?',
      related: [10, 'similar host'],
    },
    'a mirror that no service has': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: shop.example.com}
              mirror: {host: shadow.internal}`,
        ),
        serviceEntry('shop'),
      ],
      line: 9,
      path: 'spec.http[0].mirror.host',
      message: '"shadow.internal"',
      help: 'add a ServiceEntry',
    },
    'a name that only a wildcard service covers': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: ['*.example.org']
          http:
            - route:
                - destination: {host: a.example.org}`,
        ),
        serviceEntry('wild', { hosts: ['*.example.org'], resolution: 'NONE', endpoints: undefined }),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.host',
      message: 'clusters are named by the wildcard "*.example.org"',
      help: 'route to "*.example.org"',
    },
    'a short name that no service has, written out': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route:
                - destination: {host: reviews}`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[0].route[0].destination.host',
      message: '"reviews.default.svc.cluster.local"',
    },
  },
  valid: {
    'hosts of services, as they are written, and of other namespaces': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /old}}]
            route:
              - destination: {host: Old.example.com}
          - route:
              - destination: {host: shop.example.com}`,
      ),
      serviceEntry('shop'),
      serviceEntry('old', { hosts: ['Old.example.com'], ports: tcp }, { namespace: 'other' }),
    ],
    'a short name that is completed to a service': [
      manifest(
        'VirtualService',
        `
        hosts: [reviews]
        http:
          - route:
              - destination: {host: reviews}`,
      ),
      serviceEntry('reviews', { hosts: ['reviews.default.svc.cluster.local'] }),
    ],
    'a wildcard service as destination': [
      manifest(
        'VirtualService',
        `
        hosts: ['*.example.org']
        http:
          - route:
              - destination: {host: '*.example.org'}`,
      ),
      serviceEntry('wild', { hosts: ['*.example.org'], resolution: 'NONE', endpoints: undefined }),
    ],
    'routes without destinations': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - redirect: {authority: www.example.com}`,
      ),
      serviceEntry('shop'),
    ],
  },
});
