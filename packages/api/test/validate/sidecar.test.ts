import { check } from './rows.js';

const rest = 'egress: [{hosts: ["./*"]}]';
const port = 'port: {number: 80, protocol: HTTP, name: http}';

describe('validate: Sidecar', () => {
  check('Sidecar', [
    ['sets something', 'workloadSelector: {labels: {app: a}}', 'XDS0350 spec'],
    ['may only set the traffic policy', 'outboundTrafficPolicy: {}'],
    ['may only set the connection pool', 'inboundConnectionPool: {tcp: {maxConnections: 1}}'],
    ['checks the connection pool', 'inboundConnectionPool: {}', 'XDS0335 inboundConnectionPool'],
    ['warns of an empty selector', `workloadSelector: {}, ${rest}`, 'XDS0320 workloadSelector.labels'],
    [
      'takes no wildcards in a selector',
      `workloadSelector: {labels: {a: "*"}}, ${rest}`,
      'XDS0309 workloadSelector.labels.a',
    ],
    ['takes any other label in a selector', `workloadSelector: {labels: {"a b": c}}, ${rest}`],
  ]);
});

describe('validate: Sidecar egress', () => {
  check('Sidecar', [
    [
      'takes namespaces, own and any and none, and their hosts',
      'egress: [{hosts: [a/b.com, "./*", "*/c.com", "~/*", "a/*.d.com", "~a/e.com"]}]',
    ],
    ['needs hosts', 'egress: [{}]', 'XDS0351 egress[0]'],
    ['needs a namespace', 'egress: [{hosts: [a.com]}]', 'XDS0352 egress[0].hosts[0]'],
    ['needs a namespace that can be one', 'egress: [{hosts: [a_b/c.com]}]', 'XDS0352 egress[0].hosts[0]'],
    ['needs a namespace that is not empty', 'egress: [{hosts: [/c.com]}]', 'XDS0352 egress[0].hosts[0]'],
    ['needs a host that is not empty', 'egress: [{hosts: [a/]}]', 'XDS0352 egress[0].hosts[0]'],
    ['takes no short name', 'egress: [{hosts: [a/b]}]', 'XDS0352 egress[0].hosts[0]'],
    ['takes no partial wildcard', 'egress: [{hosts: ["a/*b.com"]}]', 'XDS0352 egress[0].hosts[0]'],
    ['takes no IP address', 'egress: [{hosts: ["a/10.0.0.1"]}]', 'XDS0352 egress[0].hosts[0]'],
    ['takes no malformed name', 'egress: [{hosts: ["a/b c.com"]}]', 'XDS0352 egress[0].hosts[0]'],
    ['warns of a host twice', 'egress: [{hosts: [a/b.com, a/b.com]}]', 'XDS0356 egress[0].hosts[1]'],
    [
      'knows the own namespace by its name',
      'egress: [{hosts: [./b.com, default/b.com]}]',
      'XDS0356 egress[0].hosts[1]',
    ],
    [
      'warns of a host that a wildcard covers',
      'egress: [{hosts: ["a/*", a/b.com]}]',
      'XDS0356 egress[0].hosts[1]',
    ],
    [
      'warns of a wildcard after what it covers',
      'egress: [{hosts: [a/b.com, "a/*"]}]',
      'XDS0356 egress[0].hosts[1]',
    ],
    ['warns of hosts beside everything', 'egress: [{hosts: ["*/*", a/b.com]}]', 'XDS0356 egress[0].hosts'],
    ['takes exclusions beside everything', 'egress: [{hosts: ["*/*", "~/b.com"]}]'],
    [
      'takes a listener with a port before the one for all others',
      `egress: [{${port}, hosts: ["./*"]}, {hosts: ["*/*"]}]`,
    ],
    ['takes a bind without a port', 'egress: [{bind: 127.0.0.1, hosts: ["./*"]}]'],
    [
      'takes the one without port last only',
      `egress: [{hosts: ["*/*"]}, {${port}, hosts: ["./*"]}]`,
      'XDS0351 egress[0]',
    ],
    ['takes one without port only', 'egress: [{hosts: ["a/*"]}, {hosts: ["b/*"]}]', 'XDS0351 egress[0]'],
    [
      'takes a port once',
      `egress: [{${port}, hosts: ["a/*"]}, {${port}, hosts: ["b/*"]}]`,
      'XDS0306 egress[1].port',
    ],
    [
      'needs a protocol that exists',
      'egress: [{port: {number: 80, protocol: HTPP}, hosts: ["./*"]}]',
      'XDS0307 egress[0].port.protocol',
    ],
    ['needs no protocol', 'egress: [{port: {number: 80}, hosts: ["./*"]}]'],
    [
      'needs a port that exists',
      'egress: [{port: {number: 70000}, hosts: ["./*"]}]',
      'XDS0304 egress[0].port.number',
    ],
    [
      'checks the name of a port',
      'egress: [{port: {number: 80, name: a_b}, hosts: ["./*"]}]',
      'XDS0305 egress[0].port.name',
    ],
    [
      'takes no targetPort',
      'egress: [{port: {number: 80, targetPort: 1}, hosts: ["./*"]}]',
      'XDS0351 egress[0].port.targetPort',
    ],
    ['binds to an address', `egress: [{${port}, bind: localhost, hosts: ["./*"]}]`, 'XDS0351 egress[0].bind'],
    [
      'binds to a socket without a number',
      'egress: [{port: {protocol: TCP}, bind: "unix:///a", hosts: ["./*"]}]',
    ],
    [
      'needs a number or a socket',
      'egress: [{port: {protocol: TCP}, hosts: ["./*"]}]',
      'XDS0351 egress[0].port',
    ],
    [
      'needs a socket with a path',
      'egress: [{port: {}, bind: "unix://a", hosts: ["./*"]}]',
      'XDS0351 egress[0].bind',
    ],
    [
      'does not capture for a socket with iptables',
      'egress: [{port: {}, bind: "unix:///a", captureMode: IPTABLES, hosts: ["./*"]}]',
      'XDS0351 egress[0].captureMode',
    ],
    [
      'takes a socket once',
      'egress: [{port: {}, bind: "unix:///a", hosts: ["a/*"]}, {port: {}, bind: "unix:///a", hosts: ["b/*"]}]',
      'XDS0306 egress[1].port',
    ],
    [
      'takes another capture mode as no mode',
      'egress: [{captureMode: SOME, hosts: ["./*"]}]',
      'XDS0208 egress[0].captureMode',
    ],
  ]);
});

describe('validate: Sidecar ingress', () => {
  check('Sidecar', [
    ['takes a port', `ingress: [{${port}}]`],
    ['needs a port', 'ingress: [{bind: 127.0.0.1}]', 'XDS0351 ingress[0]'],
    ['needs a number', 'ingress: [{port: {protocol: HTTP}}]', 'XDS0304 ingress[0].port.number'],
    ['takes a port once', `ingress: [{${port}}, {${port}}]`, 'XDS0306 ingress[1].port.number'],
    ['binds to an address', `ingress: [{${port}, bind: "unix:///a"}]`, 'XDS0351 ingress[0].bind'],
    [
      'takes no targetPort',
      'ingress: [{port: {number: 80, targetPort: 1}}]',
      'XDS0351 ingress[0].port.targetPort',
    ],
    ...['127.0.0.1:1', '0.0.0.0:65535', '[::1]:80', '[::]:80', ':80', 'unix:///a', 'unix://@a'].map(
      (endpoint) => [`takes ${endpoint}`, `ingress: [{${port}, defaultEndpoint: "${endpoint}"}]`] as const,
    ),
    ...[
      '10.0.0.1:80',
      'localhost:80',
      '127.0.0.1',
      '127.0.0.1:',
      '127.0.0.1:a',
      ':0',
      ':65536',
      '::1:80',
      'unix://a',
      'unix:///a/',
    ].map(
      (endpoint) =>
        [
          `does not take ${endpoint}`,
          `ingress: [{${port}, defaultEndpoint: "${endpoint}"}]`,
          'XDS0353 ingress[0].defaultEndpoint',
        ] as const,
    ),
    [
      'checks the connection pool',
      `ingress: [{${port}, connectionPool: {}}]`,
      'XDS0335 ingress[0].connectionPool',
    ],
    [
      'warns of HTTP settings for TCP',
      'ingress: [{port: {number: 80, protocol: TCP}, connectionPool: {http: {}}}]',
      'XDS0358 ingress[0].connectionPool.http',
    ],
    [
      'takes certificates from files',
      'ingress: [{port: {number: 443, protocol: HTTPS}, tls: {mode: SIMPLE, serverCertificate: a, privateKey: b}}]',
    ],
    [
      'takes no credential',
      'ingress: [{port: {number: 443, protocol: HTTPS}, tls: {mode: SIMPLE, credentialName: a}}]',
      'XDS0355 ingress[0].tls.credentialName',
    ],
    [
      'takes no mode of the mesh',
      'ingress: [{port: {number: 443, protocol: HTTPS}, tls: {mode: ISTIO_MUTUAL}}]',
      'XDS0355 ingress[0].tls.mode',
    ],
    [
      'takes no names, no redirect and no list of certificates',
      `ingress: [{port: {number: 443, protocol: TLS}, tls: {mode: SIMPLE, serverCertificate: a, privateKey: b,
          subjectAltNames: [a], httpsRedirect: true}}]`,
      'XDS0355 ingress[0].tls.subjectAltNames',
      'XDS0355 ingress[0].tls.httpsRedirect',
    ],
    [
      'takes no TLS with a protocol without it',
      `ingress: [{${port}, tls: {mode: SIMPLE, serverCertificate: a, privateKey: b}}]`,
      'XDS0355 ingress[0].tls',
    ],
  ]);
});

describe('validate: Sidecar outboundTrafficPolicy', () => {
  const proxy = 'egressProxy: {host: a.b.com, port: {number: 80}}';
  check(
    'Sidecar',
    [
      ['takes a proxy where everything is allowed', `outboundTrafficPolicy: {mode: ALLOW_ANY, ${proxy}}`],
      ['takes no proxy where it is not', `outboundTrafficPolicy: {${proxy}}`, 'XDS0354 egressProxy'],
      ['takes no mode of the mesh', 'outboundTrafficPolicy: {mode: ALLOW_ANY_DYNAMIC_DNS}', 'XDS0354 mode'],
      [
        'needs the port of a proxy',
        'outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: a.com}}',
        'XDS0354 egressProxy',
      ],
      [
        'needs the host of a proxy',
        'outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: "*.com", port: {number: 80}}}',
        'XDS0354 egressProxy.host',
      ],
      [
        'checks the port of a proxy',
        'outboundTrafficPolicy: {mode: ALLOW_ANY, egressProxy: {host: a.com, port: {number: 0}}}',
        'XDS0304 egressProxy.port.number',
      ],
    ],
    'spec.outboundTrafficPolicy',
  );
});
