import { manifest, serviceEntry, testRule } from './rule-test.js';

const services = [
  serviceEntry('db', {
    addresses: ['10.1.0.1'],
    ports: [
      { number: 5432, name: 'tcp', protocol: 'TCP' },
      { number: 5433, name: 'tcp-b', protocol: 'TCP' },
    ],
  }),
];

/** A VirtualService of TCP routes with one match each, which start at line 9, two lines apart. */
const routes = (...matches: readonly string[]): string =>
  manifest(
    'VirtualService',
    `hosts: [db.example.com]\ntcp:\n${matches
      .map((match) => `  - match: [${match}]\n    route: [{destination: {host: db.example.com}}]`)
      .join('\n')}`,
  );

testRule('duplicate-subnet', {
  invalid: {
    'a subnet for one port, and for all': {
      yaml: [
        routes(
          '{port: 5432, destinationSubnets: [10.94.0.0/16, 10.95.0.0/16]}',
          '{destinationSubnets: [10.94.0.0/16]}',
        ),
        ...services,
      ],
      line: 9,
      path: 'spec.tcp[1].match[0].destinationSubnets[0]',
      message: '"10.94.0.0/16" has a TCP route on port 5432 already',
      help: 'in one match only',
      related: [7, 'the first that takes it'],
    },
    'a subnet in another spelling': {
      yaml: [routes('{destinationSubnets: [10.94.0.0/16, 10.94.1.2/16]}'), ...services],
      line: 7,
      path: 'spec.tcp[0].match[0].destinationSubnets[1]',
      message: '"10.94.1.2/16" has a TCP route',
    },
    'an IPv6 address that is written out': {
      yaml: [
        routes(
          "{port: 5432, destinationSubnets: ['2001:db8::1', 10.94.0.0/16]}",
          "{destinationSubnets: ['2001:0db8:0:0:0:0:0:1/128']}",
        ),
        ...services,
      ],
      line: 9,
      path: 'spec.tcp[1].match[0].destinationSubnets[0]',
      message: 'has a TCP route',
    },
  },
  valid: {
    'two routes for the very same subnets, of which the first counts': [
      routes('{port: 5432, destinationSubnets: [10.94.0.0/16]}', '{destinationSubnets: [10.94.1.2/16]}'),
      ...services,
    ],
    'blocks of which one is within the other': [
      routes('{port: 5432, destinationSubnets: [10.94.0.0/16]}', '{destinationSubnets: [10.94.0.0/24]}'),
      ...services,
    ],
    'one block on two ports': [
      routes(
        '{port: 5432, destinationSubnets: [10.94.0.0/16]}',
        '{port: 5433, destinationSubnets: [10.94.0.0/16]}',
      ),
      ...services,
    ],
    'matches for different workloads': [
      routes(
        '{sourceLabels: {app: a}, destinationSubnets: [10.94.0.0/16]}',
        '{sourceLabels: {app: b}, destinationSubnets: [10.94.0.0/16]}',
      ),
      ...services,
    ],
  },
});
