import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('hash-on-tcp', {
  invalid: {
    'a cookie on a TCP port': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: db.example.com
          trafficPolicy:
            loadBalancer:
              consistentHash:
                httpCookie: {name: a, ttl: 0s}`,
        ),
        serviceEntry('db', {
          addresses: ['10.1.0.1'],
          endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }],
          ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }],
        }),
      ],
      line: 9,
      path: 'spec.trafficPolicy.loadBalancer.consistentHash.httpCookie',
      message: 'httpCookie has no effect on port 3306 (TCP)',
      help: 'use useSourceIp: true',
      related: [11, 'ports are declared here'],
    },
    'a header for one port, which is TLS': {
      yaml: [
        manifest(
          'DestinationRule',
          `
          host: shop.example.com
          trafficPolicy:
            portLevelSettings:
              - port: {number: 443}
                loadBalancer:
                  consistentHash: {httpHeaderName: x-user}`,
        ),
        serviceEntry('shop', {
          endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }],
          ports: [
            { number: 80, name: 'http', protocol: 'HTTP' },
            { number: 443, name: 'tls', protocol: 'TLS' },
          ],
        }),
      ],
      line: 10,
      path: 'spec.trafficPolicy.portLevelSettings[0].loadBalancer.consistentHash.httpHeaderName',
      message: 'httpHeaderName has no effect on port 443 (TLS)',
      help: 'let the proxy do TLS',
    },
  },
  valid: {
    'the source IP, and a header where one port is HTTP or may be': [
      manifest(
        'DestinationRule',
        `
        host: db.example.com
        trafficPolicy: {loadBalancer: {consistentHash: {useSourceIp: true}}}`,
      ),
      manifest(
        'DestinationRule',
        `
        host: shop.example.com
        trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x-user}}}`,
        'name: b',
      ),
      serviceEntry('db', {
        addresses: ['10.1.0.1'],
        endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }],
        ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }],
      }),
      serviceEntry('shop', {
        addresses: ['10.1.0.2'],
        endpoints: [{ address: '10.0.0.1' }, { address: '10.0.0.2' }],
        ports: [
          { number: 81, name: 'any' },
          { number: 443, name: 'tls', protocol: 'TLS' },
        ],
      }),
    ],
  },
});
