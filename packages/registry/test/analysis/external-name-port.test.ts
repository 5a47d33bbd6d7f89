import { manifest, serviceEntry, testRule } from './rule-test.js';

const alias = (ports: string): string =>
  manifest('Service', `type: ExternalName\nexternalName: db.example.com\nports:\n  - ${ports}`, 'name: db');

testRule('external-name-port', {
  invalid: {
    'a port that is named tcp and nothing else': {
      yaml: [alias('{port: 5432, name: tcp}')],
      line: 8,
      path: 'spec.ports[0].name',
      message: 'the name "tcp" of port 5432',
      help: 'as in http-web or tcp-db',
    },
    'a port whose name is no protocol': {
      yaml: [alias('{port: 5432, name: postgres}')],
      line: 8,
      path: 'spec.ports[0].name',
      message: 'the name "postgres" of port 5432',
    },
    'a port without a name': {
      yaml: [alias('{port: 5432}')],
      line: 8,
      path: 'spec.ports[0]',
      message: 'port 5432 has no name',
    },
  },
  valid: {
    'a name that begins with a protocol': [alias('{port: 5432, name: tcp-postgres}')],
    'an appProtocol': [alias('{port: 5432, name: web, appProtocol: http}')],
    'no ports': [manifest('Service', 'type: ExternalName\nexternalName: db.example.com', 'name: db')],
    'other Services and ServiceEntries': [
      serviceEntry('shop'),
      manifest('Service', 'ports: [{port: 5432}]', 'name: own'),
    ],
  },
});
