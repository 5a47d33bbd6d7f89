import { check } from './rows.js';

describe('validate: WorkloadGroup', () => {
  const probe = (text: string) => `template: {}, probe: {${text}}`;
  check('WorkloadGroup', [
    ['takes a template without an address', 'metadata: {labels: {app: a}}, template: {serviceAccount: a}'],
    ['needs a template', 'metadata: {labels: {app: a}}', 'XDS0213 spec'],
    ['checks labels', 'metadata: {labels: {"a b": c}}, template: {}', 'XDS0308 metadata.labels["a b"]'],
    ['does not check the template', 'template: {ports: {http: 0}}'],
    [
      'takes a probe by HTTP',
      probe('httpGet: {port: 80, path: /a, scheme: HTTPS, httpHeaders: [{name: x-a, value: b}]}'),
    ],
    ['takes a probe by TCP', probe('tcpSocket: {port: 80}')],
    ['takes a probe by command', probe('exec: {command: ["true"]}')],
    ['takes a probe by gRPC', probe('grpc: {port: 80, service: a}')],
    ['needs something to try', probe('periodSeconds: 1'), 'XDS0395 probe'],
    ['needs a port', probe('httpGet: {path: /a}'), 'XDS0304 probe.httpGet.port'],
    ['needs a port that exists', probe('tcpSocket: {port: 65536}'), 'XDS0304 probe.tcpSocket.port'],
    ['needs a command', probe('exec: {}'), 'XDS0395 probe.exec'],
    [
      'takes no scheme in lower case',
      probe('httpGet: {port: 80, scheme: http}'),
      'XDS0395 probe.httpGet.scheme',
    ],
    [
      'takes no malformed header',
      probe('httpGet: {port: 80, httpHeaders: [{name: "**"}]}'),
      'XDS0395 probe.httpGet.httpHeaders[0].name',
    ],
    ...['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'].map(
      (name) =>
        [
          `takes no negative ${name}`,
          probe(`tcpSocket: {port: 80}, ${name}: -1`),
          `XDS0395 probe.${name}`,
        ] as const,
    ),
    ['tries one thing', probe('httpGet: {port: 80}, tcpSocket: {port: 80}'), 'XDS0211 probe'],
  ]);
});
