import { manifest, serviceEntry, testRule } from './rule-test.js';

testRule('captured-tcp-port', {
  invalid: {
    'the younger of two without addresses': {
      yaml: [
        serviceEntry('db', { ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }] }),
        manifest(
          'ServiceEntry',
          `
          hosts: [other.example.com]
          ports:
            - {number: 3306, name: mysql, protocol: MySQL}
          resolution: STATIC
          endpoints: [{address: 10.0.0.2}]`,
        ),
      ],
      line: 9,
      path: 'spec.ports[0]',
      message: 'connections to port 3306 go to "db.example.com"',
      help: 'set addresses on both',
      related: [1, 'takes all connections'],
    },
    'the younger of two with one address': {
      yaml: [
        serviceEntry('db', {
          addresses: ['10.1.0.1', '10.1.0.2'],
          ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }],
        }),
        manifest(
          'ServiceEntry',
          `
          hosts: [other.example.com]
          addresses: [10.1.0.2]
          ports:
            - {number: 3306, name: mysql, protocol: MySQL}
          resolution: STATIC
          endpoints: [{address: 10.0.0.2}]`,
        ),
      ],
      line: 10,
      path: 'spec.ports[0]',
      message: 'connections to 10.1.0.2, port 3306 go to "db.example.com"',
      help: 'give each an address of its own',
    },
  },
  valid: {
    'Services without a clusterIP, which a cluster gives them': [
      serviceEntry('db', { ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }] }),
      manifest('Service', 'ports: [{ name: tcp, port: 3306 }]', 'name: one'),
      manifest('Service', 'ports: [{ name: tcp, port: 3306 }]', 'name: two'),
    ],
    'headless services, whose pods are told apart by their addresses': [
      serviceEntry('db', { ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }] }),
      manifest('Service', 'clusterIP: None\nports: [{ name: tcp, port: 3306 }]', 'name: peers'),
    ],
    'addresses, other protocols, and services that clients resolve': [
      serviceEntry('db', { ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }] }),
      serviceEntry('a', { addresses: ['10.1.0.1'], ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }] }),
      serviceEntry('b', { ports: [{ number: 3306, name: 'tls', protocol: 'TLS' }] }),
      serviceEntry(
        'c',
        { exportTo: ['.'], ports: [{ number: 3306, name: 'tcp', protocol: 'TCP' }] },
        { namespace: 'x' },
      ),
    ],
  },
});
