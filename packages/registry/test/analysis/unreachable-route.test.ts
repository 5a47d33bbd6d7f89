import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('unreachable-route', {
  invalid: {
    'a route after one without match': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - route: [{destination: {host: shop.example.com}}]
            - match: [{uri: {prefix: /a}}]
              route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 8,
      path: 'spec.http[1]',
      message: 'this route is never reached: an earlier one takes everything',
      help: 'put the narrower one first',
      related: [7, 'reached first'],
    },
    'a path under an earlier prefix, with more conditions': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - match: [{uri: {prefix: /a}, headers: {x-user: {}}}]
              route: [{destination: {host: shop.example.com}}]
            - match: [{uri: {exact: /a/b}, headers: {x-user: {exact: ann}}, method: {exact: GET}}]
              route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 9,
      path: 'spec.http[1]',
      message: 'an earlier one takes all that it would',
    },
    'one of two matches': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          http:
            - match: [{uri: {prefix: /A}, ignoreUriCase: true}]
              route: [{destination: {host: shop.example.com}}]
            - match:
                - uri: {prefix: /b}
                - uri: {prefix: /a/c}
              route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop'),
      ],
      line: 11,
      path: 'spec.http[1].match[1]',
      message: 'this match never decides',
    },
    'a TCP route after one for all': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [db.example.com]
          tcp:
            - route: [{destination: {host: db.example.com}}]
            - match: [{port: 3306}]
              route: [{destination: {host: db.example.com}}]`,
        ),
        serviceEntry('db', {
          addresses: ['10.1.0.1'],
          ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }],
        }),
      ],
      line: 8,
      path: 'spec.tcp[1]',
      message: 'never reached',
    },
    'a TLS route with the server name of an earlier one': {
      yaml: [
        manifest(
          'VirtualService',
          `
          hosts: [shop.example.com]
          tls:
            - match: [{sniHosts: [shop.example.com]}]
              route: [{destination: {host: shop.example.com}}]
            - match: [{port: 443, sniHosts: [shop.example.com]}]
              route: [{destination: {host: shop.example.com}}]`,
        ),
        serviceEntry('shop', { ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] }),
      ],
      line: 9,
      path: 'spec.tls[1]',
      message: 'never reached',
    },
  },
  valid: {
    'narrower routes first, and conditions that only look alike': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a/b}}]
            route: [{destination: {host: shop.example.com}}]
          - match: [{uri: {prefix: /a}, sourceLabels: {app: x}}]
            route: [{destination: {host: shop.example.com}}]
          - match: [{uri: {prefix: /a}, headers: {x-user: {exact: ann}}}]
            route: [{destination: {host: shop.example.com}}]
          - match: [{uri: {prefix: /A}}, {uri: {regex: '/a.*'}}, {uri: {prefix: /a}, withoutHeaders: {x-user: {}}}]
            route: [{destination: {host: shop.example.com}}]
          - match: [{uri: {prefix: /a}, queryParams: {q: {exact: x}}}]
            route: [{destination: {host: shop.example.com}}]
          - route: [{destination: {host: shop.example.com}}]`,
      ),
      serviceEntry('shop'),
    ],
    'a route after a delegate, which need not take everything': [
      manifest(
        'VirtualService',
        `
        hosts: [shop.example.com]
        http:
          - match: [{uri: {prefix: /a}}]
            delegate: {name: part}
          - match: [{uri: {prefix: /a/b}}]
            route: [{destination: {host: shop.example.com}}]`,
      ),
      manifest(
        'VirtualService',
        `
        http:
          - match: [{uri: {exact: /a/x}}]
            route: [{destination: {host: shop.example.com}}]`,
        'name: part',
      ),
      serviceEntry('shop'),
    ],
    'server names of which the more specific wins in any order': [
      manifest(
        'VirtualService',
        `
        hosts: ['*.example.com']
        tls:
          - match: [{sniHosts: ['*.example.com']}]
            route: [{destination: {host: a.example.com}}]
          - match: [{sniHosts: [a.example.com]}]
            route: [{destination: {host: a.example.com}}]`,
        'name: a',
      ),
      serviceEntry('a', { hosts: ['a.example.com'], ports: [{ number: 443, name: 'tls', protocol: 'TLS' }] }),
    ],
  },
});
