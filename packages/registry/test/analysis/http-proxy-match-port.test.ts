import { manifest, serviceEntry, testRule } from './rule-test.js';

const tea = serviceEntry('tea', {
  ports: [
    { number: 8081, name: 'http', protocol: 'HTTP' },
    { number: 8082, name: 'http-b', protocol: 'HTTP' },
  ],
});
const routes = manifest(
  'VirtualService',
  `
  hosts: [tea.example.com]
  http:
    - match:
        - port: 8082
      directResponse: {status: 418}
    - route: [{destination: {host: tea.example.com, port: {number: 8081}}}]`,
);
const sidecar = (egress: string): string => manifest('Sidecar', `egress:\n${egress}`, 'name: proxied');
const proxy = (protocol: string) =>
  `  - {port: {number: 1080, name: proxy, protocol: ${protocol}}, captureMode: NONE, hosts: ['*/*']}`;

testRule('http-proxy-match-port', {
  invalid: {
    'a port of a service that is reached by an HTTP proxy only, in any case': {
      yaml: [routes, tea, sidecar(proxy('http_proxy'))],
      line: 8,
      path: 'spec.http[0].match[0].port',
      message: 'never holds for the proxies of Sidecar default/proxied',
      help: 'by its authority',
      related: [18, 'its listeners are here'],
    },
  },
  valid: {
    'a service that other listeners import as well': [
      routes,
      tea,
      sidecar(`${proxy('HTTP_PROXY')}\n  - {hosts: ['*/*']}`),
    ],
    'an HTTP proxy that does not import the service': [
      routes,
      tea,
      serviceEntry('rice', {}, { namespace: 'kitchen' }),
      sidecar(proxy('HTTP_PROXY').replace('*/*', 'kitchen/*')),
    ],
  },
});
