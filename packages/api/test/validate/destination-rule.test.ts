import { expect } from 'chai';
import { parse } from '../../src/index.js';
import { findings, yaml } from '../objects.js';

type Row = readonly [string, string, ...string[]];

/** Rows about the inside of one block; paths in findings are relative to it. */
const check = (wrap: (text: string) => string, prefix: string, rows: readonly Row[]): void => {
  for (const [rule, text, ...expected] of rows) {
    it(rule, () => {
      const found = findings(yaml('DestinationRule', wrap(text))).map((one) => one.replace(prefix, ''));
      expect(found).to.deep.equal(expected);
    });
  }
};
const block = (name: string, rows: readonly Row[]): void =>
  check((text) => `{host: a.com, trafficPolicy: {${name}: {${text}}}}`, `spec.trafficPolicy.${name}`, rows);

describe('validate: DestinationRule', () => {
  check((text) => `{${text}}`, 'spec.', [
    ['takes a host alone', 'host: a.com'],
    ['takes a wildcard, and everything', 'host: "*"'],
    ['takes a short name', 'host: reviews'],
    ['does not take an empty host', 'host: ""', 'XDS0302 host'],
    ['does not take an address', 'host: 10.0.0.1', 'XDS0302 host'],
    ['takes subsets', 'host: a.com, subsets: [{name: v1, labels: {version: v1}}, {name: v2}]'],
    [
      'does not take a subset twice',
      'host: a.com, subsets: [{name: v1}, {name: v1}]',
      'XDS0331 subsets[1].name',
    ],
    ['does not take a subset with dots', 'host: a.com, subsets: [{name: v1.0}]', 'XDS0332 subsets[0].name'],
    ['does not take an empty subset name', 'host: a.com, subsets: [{name: ""}]', 'XDS0332 subsets[0].name'],
    [
      'does not take bad labels',
      'host: a.com, subsets: [{name: v1, labels: {a b: c}}]',
      'XDS0308 subsets[0].labels["a b"]',
    ],
    ['does not take an empty policy', 'host: a.com, trafficPolicy: {}', 'XDS0330 trafficPolicy'],
    [
      'does not take an empty policy of a subset',
      'host: a.com, subsets: [{name: v1, trafficPolicy: {portLevelSettings: []}}]',
      'XDS0330 subsets[0].trafficPolicy',
    ],
    ['takes a retry budget alone', 'host: a.com, trafficPolicy: {retryBudget: {percent: 10}}'],
    [
      'does not take tunnel and PROXY protocol together',
      'host: a.com, trafficPolicy: {tunnel: {targetHost: b.com, targetPort: 1}, proxyProtocol: {version: V2}}',
      'XDS0340 trafficPolicy.proxyProtocol',
    ],
    [
      'takes a selector that stays at home',
      'host: a.com, workloadSelector: {matchLabels: {a: b}}, exportTo: [default]',
    ],
    [
      'does not take a selector that is exported',
      'host: a.com, workloadSelector: {matchLabels: {a: b}}, exportTo: [., web]',
      'XDS0342 exportTo[1]',
    ],
    [
      'does not take a selector for everyone',
      'host: a.com, workloadSelector: {matchLabels: {a: b}}, exportTo: ["*"]',
      'XDS0342 exportTo[0]',
    ],
    [
      'warns of a selector without labels',
      'host: a.com, workloadSelector: {}',
      'XDS0320 workloadSelector.matchLabels',
    ],
    [
      'does not take wildcards in a selector',
      'host: a.com, workloadSelector: {matchLabels: {a: "*"}}',
      'XDS0309 workloadSelector.matchLabels.a',
    ],
  ]);
});

describe('validate: outlierDetection', () => {
  block('outlierDetection', [
    ['may be empty', ''],
    [
      'takes sensible values',
      'consecutive5xxErrors: 0, interval: 1ms, baseEjectionTime: 3m, maxEjectionPercent: 100, minHealthPercent: 0',
    ],
    ['does not take less than a millisecond', 'interval: 0.5ms', 'XDS0333 .interval'],
    ['does not take parts of a millisecond', 'baseEjectionTime: 1500us', 'XDS0333 .baseEjectionTime'],
    ['does not take negative time', 'baseEjectionTime: -1s', 'XDS0333 .baseEjectionTime'],
    [
      'does not take 101 per cent',
      'maxEjectionPercent: 101, minHealthPercent: -1',
      'XDS0334 .maxEjectionPercent',
      'XDS0334 .minHealthPercent',
    ],
    ['warns of consecutiveErrors', 'consecutiveErrors: 5', 'XDS0345 .consecutiveErrors'],
    [
      'does not count local failures that are not split off',
      'consecutiveLocalOriginFailures: 5',
      'XDS0334 .consecutiveLocalOriginFailures',
    ],
    [
      'counts local failures that are split off',
      'consecutiveLocalOriginFailures: 5, splitExternalLocalOriginErrors: true',
    ],
  ]);
});

describe('validate: connectionPool', () => {
  block('connectionPool', [
    ['needs http or tcp', '', 'XDS0335 '],
    [
      'takes zeros and an idle timeout of 0s for TCP',
      'http: {maxRetries: 0}, tcp: {maxConnections: 0, idleTimeout: 0s}',
    ],
    [
      'does not take negative limits',
      'http: {http1MaxPendingRequests: -1, http2MaxRequests: -1, maxRequestsPerConnection: -1, maxRetries: -1, maxConcurrentStreams: -1}',
      ...[
        'http1MaxPendingRequests',
        'http2MaxRequests',
        'maxRequestsPerConnection',
        'maxRetries',
        'maxConcurrentStreams',
      ].map((name) => `XDS0335 .http.${name}`),
    ],
    ['does not take negative connections', 'tcp: {maxConnections: -1}', 'XDS0335 .tcp.maxConnections'],
    ['does not take an idle timeout of 0s for HTTP', 'http: {idleTimeout: 0s}', 'XDS0333 .http.idleTimeout'],
    [
      'does not take timeouts of 0s for TCP',
      'tcp: {connectTimeout: 0s, maxConnectionDuration: 0s, tcpKeepalive: {time: 0s, interval: 0s}}',
      ...['connectTimeout', 'maxConnectionDuration', 'tcpKeepalive.time', 'tcpKeepalive.interval'].map(
        (name) => `XDS0333 .tcp.${name}`,
      ),
    ],
    [
      'does not take two answers on HTTP/2',
      'http: {h2UpgradePolicy: UPGRADE, useClientProtocol: true}',
      'XDS0335 .http.useClientProtocol',
    ],
    ['takes a keepalive', 'http: {http2KeepAlive: {interval: 10s, timeout: 1s}}'],
    [
      'does not take half a keepalive',
      'http: {http2KeepAlive: {interval: 0s}}',
      'XDS0333 .http.http2KeepAlive.interval',
      'XDS0335 .http.http2KeepAlive.timeout',
    ],
  ]);
});

describe('validate: loadBalancer', () => {
  block('loadBalancer', [
    ['takes a simple policy', 'simple: ROUND_ROBIN'],
    ['takes a cookie without ttl and path', 'consistentHash: {httpCookie: {name: user}}'],
    ['takes a ring of a size', 'consistentHash: {httpHeaderName: x, ringHash: {minimumRingSize: 1}}'],
    [
      'does not take an empty cookie name',
      'consistentHash: {httpCookie: {name: ""}}',
      'XDS0336 .consistentHash.httpCookie.name',
    ],
    [
      'takes attributes of a cookie',
      'consistentHash: {httpCookie: {name: user, attributes: [{name: SameSite, value: Strict}, {name: Secure}]}}',
    ],
    [
      'does not take attributes without name or twice',
      'consistentHash: {httpCookie: {name: user, attributes: [{value: a}, {name: b}, {name: b}]}}',
      'XDS0336 .consistentHash.httpCookie.attributes[0].name',
      'XDS0336 .consistentHash.httpCookie.attributes[2].name',
    ],
    [
      'warns of the old ring size',
      'consistentHash: {httpHeaderName: x, minimumRingSize: 64}',
      'XDS0345 .consistentHash.minimumRingSize',
    ],
    [
      'does not take two ring sizes',
      'consistentHash: {httpHeaderName: x, minimumRingSize: 64, ringHash: {}}',
      'XDS0345 .consistentHash.minimumRingSize',
      'XDS0336 .consistentHash.minimumRingSize',
    ],
    ['takes a prime table', 'consistentHash: {httpHeaderName: x, maglev: {tableSize: 4999999}}'],
    [
      'does not take a table without size',
      'consistentHash: {httpHeaderName: x, maglev: {}}',
      'XDS0336 .consistentHash.maglev.tableSize',
    ],
    [
      'does not take a table that is too large',
      'consistentHash: {httpHeaderName: x, maglev: {tableSize: 5000011}}',
      'XDS0336 .consistentHash.maglev.tableSize',
    ],
    [
      'does not take a table that is not prime',
      'consistentHash: {httpHeaderName: x, maglev: {tableSize: 9}}',
      'XDS0336 .consistentHash.maglev.tableSize',
    ],
    ['takes warm-up', 'simple: RANDOM, warmup: {duration: 1s, minimumPercent: 100, aggression: 0.5}'],
    [
      'does not take warm-up without time',
      'simple: RANDOM, warmup: {minimumPercent: 101, aggression: 0}',
      'XDS0337 .warmup',
      'XDS0337 .warmup.minimumPercent',
      'XDS0337 .warmup.aggression',
    ],
    [
      'does not take warm-up of no time',
      'simple: RANDOM, warmup: {duration: 0s}, warmupDurationSecs: 0s',
      'XDS0333 .warmupDurationSecs',
      'XDS0333 .warmup.duration',
    ],
    [
      'does not take both settings for localities',
      'localityLbSetting: {}, zoneAwareLbSetting: {}',
      'XDS0338 .zoneAwareLbSetting',
    ],
  ]);

  it('names the next prime number', () => {
    const text = yaml(
      'DestinationRule',
      '{host: a, trafficPolicy: {loadBalancer: {consistentHash: {httpHeaderName: x, maglev: {tableSize: 65536}}}}}',
    );
    expect(parse(text).diagnostics[0]?.help).to.equal('65537 is prime');
  });
});

describe('validate: localityLbSetting', () => {
  const wrap = (text: string) =>
    `{host: a.com, trafficPolicy: {outlierDetection: {}, loadBalancer: {localityLbSetting: {${text}}}}}`;
  const distribute = (...froms: string[]) =>
    `distribute: [${froms.map((from) => `{from: "${from}", to: {a: 100}}`).join(', ')}]`;
  check(wrap, 'spec.trafficPolicy.loadBalancer.localityLbSetting', [
    ['takes weights that sum to 100', 'distribute: [{from: us/*, to: {us/*: 60, eu/*: 40}}]'],
    [
      'does not take other sums',
      'distribute: [{from: us/*, to: {us/*: 60, eu/*: 30}}]',
      'XDS0338 .distribute[0].to',
    ],
    [
      'does not take a weight of 0',
      'distribute: [{from: us/*, to: {us/*: 100, eu/*: 0}}]',
      'XDS0338 .distribute[0].to["eu/*"]',
    ],
    ['takes a wildcard after what it covers', distribute('us/west/a', 'us/west/*', 'us/*', '*')],
    [
      'does not take a wildcard before what it covers',
      distribute('us/*', 'us/west'),
      'XDS0338 .distribute[1].from',
    ],
    ['does not take a region with its zones', distribute('us', 'us/west'), 'XDS0338 .distribute[1].from'],
    ['does not take zones with their region', distribute('us/west', 'us'), 'XDS0338 .distribute[1].from'],
    ['does not take a locality twice', distribute('us/west/a', 'us/west/a'), 'XDS0338 .distribute[1].from'],
    ['does not take a wildcard in the middle', distribute('us/*/a'), 'XDS0338 .distribute[0].from'],
    ['does not take two wildcards', distribute('*/*'), 'XDS0338 .distribute[0].from'],
    ['does not take an empty part', distribute('us//a'), 'XDS0338 .distribute[0].from'],
    [
      'does not take distribution and failover',
      `${distribute('us')}, failover: [{from: us, to: us}]`,
      'XDS0338 .failover',
    ],
    ['takes failover between regions', 'failover: [{from: us, to: eu}]'],
    ['does not take failover to itself', 'failover: [{from: us, to: us}]', 'XDS0338 .failover[0].to'],
    [
      'does not take failover of zones',
      'failover: [{from: us/west, to: "*"}]',
      'XDS0338 .failover[0].from',
      'XDS0338 .failover[0].to',
    ],
    ['takes priorities by any labels', 'failoverPriority: [topology.kubernetes.io/region, app]'],
    [
      'does not take priorities by locality with failover',
      'failover: [{from: us, to: eu}], failoverPriority: [app, topology.istio.io/subzone]',
      'XDS0338 .failoverPriority[1]',
    ],
  ]);

  check(
    (text) => `{host: a.com, trafficPolicy: {loadBalancer: {${text}}}}`,
    'spec.trafficPolicy.loadBalancer.',
    [
      [
        'warns of failover without outlier detection',
        'localityLbSetting: {failover: [{from: us, to: eu}]}',
        'XDS0346 localityLbSetting.failover',
      ],
      [
        'warns of priorities without outlier detection',
        'localityLbSetting: {failoverPriority: [app]}',
        'XDS0346 localityLbSetting.failoverPriority',
      ],
      ['does not warn of distribution', 'localityLbSetting: {distribute: [{from: a, to: {a: 100}}]}'],
      ['takes zone awareness', 'zoneAwareLbSetting: {enabled: true, minClusterSize: 3}'],
      [
        'does not take priorities by locality with zone awareness',
        'zoneAwareLbSetting: {failoverPriority: [topology.kubernetes.io/zone]}',
        'XDS0338 zoneAwareLbSetting.failoverPriority[0]',
        'XDS0346 zoneAwareLbSetting.failoverPriority',
      ],
      [
        'checks failover with zone awareness',
        'zoneAwareLbSetting: {failover: [{from: us, to: us}]}',
        'XDS0346 zoneAwareLbSetting.failover',
        'XDS0338 zoneAwareLbSetting.failover[0].to',
      ],
    ],
  );
});

describe('validate: tls', () => {
  block('tls', [
    ['takes modes that need nothing', 'mode: ISTIO_MUTUAL'],
    [
      'takes SIMPLE with a name',
      'mode: SIMPLE, sni: a.com, caCertificates: /ca.pem, subjectAltNames: [a.com]',
    ],
    ['takes MUTUAL with files', 'mode: MUTUAL, clientCertificate: /c.pem, privateKey: /k.pem'],
    ['takes MUTUAL with a credential', 'mode: MUTUAL, credentialName: a'],
    ['does not take MUTUAL with neither', 'mode: MUTUAL', 'XDS0339 ', 'XDS0339 '],
    ['does not take MUTUAL without a key', 'mode: MUTUAL, clientCertificate: /c.pem', 'XDS0339 '],
    [
      'does not take files beside a credential',
      'mode: SIMPLE, credentialName: a, caCertificates: /ca.pem, caCrl: /crl.pem',
      'XDS0339 .caCertificates',
      'XDS0339 .caCrl',
    ],
    [
      'does not verify and skip verification',
      'mode: SIMPLE, insecureSkipVerify: true, caCertificates: /ca.pem, credentialName: "", subjectAltNames: [a]',
      'XDS0339 .caCertificates',
      'XDS0339 .subjectAltNames',
    ],
    [
      'does not take a credential of a CA and skip verification',
      'mode: SIMPLE, insecureSkipVerify: true, credentialName: a',
      'XDS0339 .credentialName',
    ],
    [
      'takes a credential of a client and skips verification',
      'mode: MUTUAL, insecureSkipVerify: true, credentialName: a',
    ],
    ['takes a config map of the namespace', 'mode: SIMPLE, credentialName: "configmap://default/ca"'],
    [
      'does not take a config map of another',
      'mode: SIMPLE, credentialName: "configmap://web/ca"',
      'XDS0339 .credentialName',
    ],
    [
      'does not take a config map without name',
      'mode: SIMPLE, credentialName: "configmap://default/"',
      'XDS0339 .credentialName',
    ],
  ]);
});

describe('validate: tunnel and port level settings', () => {
  block('tunnel', [
    ['takes CONNECT to a name', 'protocol: CONNECT, targetHost: a.com, targetPort: 443'],
    ['takes POST to an address', 'protocol: POST, targetHost: "2001:db8::1", targetPort: 443'],
    [
      'does not take other methods, hosts and ports',
      'protocol: GET, targetHost: a_b, targetPort: 0',
      'XDS0340 .protocol',
      'XDS0340 .targetHost',
      'XDS0304 .targetPort',
    ],
  ]);
  const wrap = (text: string) => `{host: a.com, trafficPolicy: {portLevelSettings: [{${text}}]}}`;
  check(wrap, 'spec.trafficPolicy.portLevelSettings[0]', [
    ['takes a port with a setting', 'port: {number: 80}, tls: {}'],
    ['does not take settings without port', 'tls: {}', 'XDS0341 '],
    ['does not take a port without settings', 'port: {number: 80}', 'XDS0341 '],
    [
      'checks the settings',
      'port: {number: 80}, connectionPool: {}, tls: {mode: MUTUAL, privateKey: /k}',
      'XDS0335 .connectionPool',
      'XDS0339 .tls',
    ],
    [
      'warns of failover without outlier detection of its own',
      'port: {number: 80}, loadBalancer: {localityLbSetting: {failoverPriority: [a]}}',
      'XDS0346 .loadBalancer.localityLbSetting.failoverPriority',
    ],
  ]);
});
