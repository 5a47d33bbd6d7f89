import { manifest, serviceEntry, testRule } from './rule-test.js';

const port = (number: number, protocol: string) => ({ number, name: protocol.toLowerCase(), protocol });
const other = (protocol: string, metadata?: string): string =>
  manifest(
    'ServiceEntry',
    `
    hosts: [shop.example.com]
    ports:
      - {number: 80, name: any, protocol: ${protocol}}
    resolution: STATIC
    endpoints: [{address: 10.0.0.2}]`,
    metadata ?? 'name: shop-too',
  );

testRule('conflicting-protocols', {
  invalid: {
    'two ServiceEntries that say something else of one port': {
      yaml: [serviceEntry('shop', { ports: [port(443, 'TLS'), port(80, 'HTTP')] }), other('TCP')],
      line: 9,
      path: 'spec.ports[0].protocol',
      message: 'port 80 of "shop.example.com" is HTTP, and not TCP: ServiceEntry default/shop says so',
      help: 'one protocol',
      related: [1, 'the one that counts'],
    },
  },
  valid: {
    'one protocol in two spellings': [serviceEntry('shop'), other('http')],
    'a port for each protocol': [serviceEntry('shop', { ports: [port(8080, 'TCP')] }), other('HTTP')],
    'one object of several addresses': [serviceEntry('shop', { addresses: ['10.1.0.1', '10.1.0.2'] })],
  },
});
