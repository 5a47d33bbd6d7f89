import { manifest, serviceEntry, testRule } from './rule-test.js';

const routes = (gateways: string) =>
  manifest(
    'VirtualService',
    `
    hosts: [shop.example.com]
    gateways: [${gateways}]
    http: [{route: [{destination: {host: shop.example.com}}]}]`,
  );
const gateway = (metadata: string) =>
  manifest(
    'Gateway',
    `
    selector: {istio: ingress}
    servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]`,
    metadata,
  );

testRule('unknown-gateway', {
  invalid: {
    'one that is misspelt': {
      yaml: [routes('mesh, ingres'), gateway('name: ingress'), serviceEntry('shop')],
      line: 6,
      path: 'spec.gateways[1]',
      message: 'there is no Gateway "ingres" in namespace default',
      help: 'did you mean "ingress"?',
    },
    'one of another namespace': {
      yaml: [routes('ingress'), gateway('name: ingress, namespace: edge'), serviceEntry('shop')],
      line: 6,
      path: 'spec.gateways[0]',
      message: 'there is no Gateway "ingress" in namespace default',
      help: 'did you mean edge/ingress?',
      related: [11, 'one of that name'],
    },
    'any, where there is none': {
      yaml: [routes('edge/ingress'), serviceEntry('shop')],
      line: 6,
      path: 'spec.gateways[0]',
      message: 'there is no Gateway "ingress" in namespace edge',
    },
  },
  valid: {
    'the mesh, and gateways by name and namespace': [
      routes('mesh, own, edge/ingress'),
      gateway('name: own').replace('number: 80', 'number: 81'),
      gateway('name: ingress, namespace: edge'),
      serviceEntry('shop'),
    ],
  },
});
