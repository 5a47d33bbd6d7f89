import { expect } from 'chai';
import { findings, yaml } from '../objects.js';
import { check } from './rows.js';

describe('validate: AuthorizationPolicy', () => {
  check('AuthorizationPolicy', [
    ['may be empty', ''],
    ['may allow nothing', 'action: ALLOW, rules: []'],
    ['may deny everything', 'action: DENY, rules: [{}]'],
    ['does not deny without rules', 'action: DENY', 'XDS0397 spec'],
    ['does not deny with an empty list of rules', 'action: DENY, rules: []', 'XDS0397 spec'],
    ['does not ask anybody without rules', 'action: CUSTOM, provider: {name: a}', 'XDS0397 spec'],
    ['asks the provider that it names', 'action: CUSTOM, provider: {name: a}, rules: [{}]'],
    ['names the provider that it asks', 'action: CUSTOM, rules: [{}]', 'XDS0397 action'],
    ['names a provider only if it asks', 'provider: {name: a}, rules: [{}]', 'XDS0397 provider'],
    [
      'does not ask about identities',
      `action: CUSTOM, provider: {name: a}, rules: [{from: [{source: {principals: [a], ipBlocks: [10.0.0.1]}}],
        when: [{key: request.auth.principal, values: [a]}, {key: source.namespace, values: [a]}]}]`,
      'XDS0397 rules[0].from[0].source.principals',
      'XDS0397 rules[0].when[0].key',
      'XDS0397 rules[0].when[1].key',
    ],
  ]);

  it('needs no spec', () => {
    const text = 'apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata: {name: a}\n';
    expect(findings(text)).to.deep.equal([]);
  });

  it('can be tried out when it allows or denies', () => {
    const dryRun = (spec: string, value: string) =>
      findings(yaml('AuthorizationPolicy', spec, `name: a, annotations: {istio.io/dry-run: "${value}"}`));
    const path = 'metadata.annotations["istio.io/dry-run"]';
    expect(dryRun('{}', 'true')).to.deep.equal([]);
    expect(dryRun('{action: DENY, rules: [{}]}', 'F')).to.deep.equal([]);
    expect(dryRun('{}', 'yes')).to.deep.equal([`XDS0326 ${path}`]);
    expect(dryRun('{action: AUDIT}', 'true')).to.deep.equal([`XDS0326 ${path}`]);
    const other = yaml(
      'Sidecar',
      '{egress: [{hosts: ["./*"]}]}',
      'name: a, annotations: {istio.io/dry-run: "true"}',
    );
    expect(findings(other)).to.deep.equal([`XDS0326 ${path}`]);
  });
});

describe('validate: AuthorizationPolicy targets', () => {
  check('AuthorizationPolicy', [
    ['takes a selector', 'selector: {matchLabels: {app: a}}'],
    ['warns of an empty selector', 'selector: {}', 'XDS0320 selector.matchLabels'],
    ['takes no wildcards', 'selector: {matchLabels: {app: "a*"}}', 'XDS0309 selector.matchLabels.app'],
    ['takes a service', 'targetRef: {kind: Service, name: a}'],
    ['takes a service of the core group', 'targetRefs: [{kind: Service, group: core, name: a}]'],
    ['takes a ServiceEntry', 'targetRefs: [{kind: ServiceEntry, group: networking.istio.io, name: a}]'],
    [
      'takes a Gateway of Kubernetes',
      'targetRefs: [{kind: Gateway, group: gateway.networking.k8s.io, name: a}]',
    ],
    [
      "takes no Gateway of Istio's",
      'targetRef: {kind: Gateway, group: networking.istio.io, name: a}',
      'XDS0398 targetRef',
    ],
    [
      'takes no group that is none',
      'targetRef: {kind: Service, group: constructor, name: a}',
      'XDS0398 targetRef',
    ],
    ['needs a name', 'targetRef: {kind: Service}', 'XDS0398 targetRef'],
    [
      'stays in its namespace',
      'targetRef: {kind: Service, name: a, namespace: b}',
      'XDS0398 targetRef.namespace',
    ],
    [
      'takes one kind of target',
      'selector: {matchLabels: {app: a}}, targetRef: {kind: Service, name: a}',
      'XDS0398 targetRef',
    ],
  ]);
});

describe('validate: AuthorizationPolicy rules', () => {
  const source = (text: string) => `rules: [{from: [{source: {${text}}}]}]`;
  const operation = (text: string) => `rules: [{to: [{operation: {${text}}}]}]`;
  const when = (key: string, values: string) => `rules: [{when: [{key: "${key}", values: [${values}]}]}]`;
  check(
    'AuthorizationPolicy',
    [
      [
        'takes every source',
        source(
          'principals: ["*"], requestPrincipals: [a/b], namespaces: [a], ipBlocks: [10.0.0.1, "::/0"], remoteIpBlocks: [10.0.0.0/8]',
        ),
      ],
      ['needs a source', 'rules: [{from: [{}]}]', 'XDS0396 from[0]'],
      ['needs something in a source', source(''), 'XDS0396 from[0].source'],
      ['takes an empty list for nothing', source('principals: []'), 'XDS0396 from[0].source'],
      ['takes no empty value', source('principals: [a, ""]'), 'XDS0396 from[0].source.principals[1]'],
      [
        'takes no malformed block',
        source('notIpBlocks: [10.0.0.0/33]'),
        'XDS0396 from[0].source.notIpBlocks[0]',
      ],
      ['takes no empty block', source('ipBlocks: [""]'), 'XDS0396 from[0].source.ipBlocks[0]'],
      ['takes service accounts', source('serviceAccounts: [a, b/c]')],
      ...['a/b/c', '/a', 'a/', '*', ''].map(
        (name) =>
          [
            `takes no service account ${name || '""'}`,
            source(`serviceAccounts: ["${name}"]`),
            'XDS0396 from[0].source.serviceAccounts[0]',
          ] as const,
      ),
      [
        'takes no more than 16 service accounts',
        source(`notServiceAccounts: [${'a, '.repeat(17)}]`),
        'XDS0396 from[0].source.notServiceAccounts',
      ],
      [
        'takes no service accounts with namespaces',
        source('serviceAccounts: [a], notNamespaces: [b]'),
        'XDS0396 from[0].source.serviceAccounts',
      ],
      [
        'takes every operation',
        operation('hosts: [a.com], ports: ["80", "0"], methods: [GET], paths: [/a*, "/{*}/b/{**}"]'),
      ],
      ['needs an operation', 'rules: [{to: [{}]}]', 'XDS0396 to[0]'],
      ['needs something in an operation', operation(''), 'XDS0396 to[0].operation'],
      ['takes no empty method', operation('notMethods: [""]'), 'XDS0396 to[0].operation.notMethods[0]'],
      ...['65536', 'http', '', '-1', '8 0'].map(
        (port) =>
          [
            `takes no port ${port || '""'}`,
            operation(`ports: ["${port}"]`),
            'XDS0396 to[0].operation.ports[0]',
          ] as const,
      ),
      ...['/{a}', '/a{*}', '/{**}/a/{*}', '/{*}/a*', '/{*}//a', '/{**}/{**}'].map(
        (path) =>
          [
            `takes no path ${path}`,
            operation(`paths: ["${path}"]`),
            'XDS0396 to[0].operation.paths[0]',
          ] as const,
      ),
      ...['/a', '*', '/a/*', '*/b', '/{*}', '/{**}', '/a/{*}/b/{**}', '/a//b'].map(
        (path) => [`takes the path ${path}`, operation(`notPaths: ["${path}"]`)] as const,
      ),
      ...[
        ['request.headers[x-a]', 'a'],
        ['request.experimental.inline.headers[x-a]', 'a'],
        ['source.ip', '10.0.0.1'],
        ['remote.ip', '10.0.0.0/8'],
        ['source.namespace', 'a'],
        ['source.serviceAccount', 'a/b'],
        ['source.principal', '"*"'],
        ['request.auth.principal', 'a'],
        ['request.auth.audiences', 'a'],
        ['request.auth.presenter', 'a'],
        ['request.auth.claims[a][b]', 'c'],
        ['destination.ip', '"::1"'],
        ['destination.port', '"80"'],
        ['connection.sni', 'a.com'],
        ['experimental.envoy.filters.a[b]', 'c'],
      ].map(([key, value]) => [`takes a condition on ${key}`, when(key!, value!)] as const),
      ...[
        'request.headers',
        'request.headers[]',
        'request.auth.claims.a',
        'destination.namespace',
        'destination.labels[a]',
        'destination.user',
        'source.ips',
        'constructor',
      ].map((key) => [`takes no condition on ${key}`, when(key, 'a'), 'XDS0396 when[0].key'] as const),
      ['needs a key', 'rules: [{when: [{values: [a]}]}]', 'XDS0396 when[0]'],
      ['needs values', 'rules: [{when: [{key: source.ip}]}]', 'XDS0396 when[0]'],
      [
        'checks values that may not be',
        'rules: [{when: [{key: source.ip, notValues: [a]}]}]',
        'XDS0396 when[0].notValues[0]',
      ],
      ['takes no empty value of a condition', when('source.principal', '""'), 'XDS0396 when[0].values[0]'],
    ],
    'spec.rules[0]',
  );

  check('AuthorizationPolicy', [
    [
      'warns of paths alone when it denies',
      'action: DENY, rules: [{to: [{operation: {paths: [/a]}}]}]',
      'XDS0399 rules[0]',
    ],
    [
      'takes paths and ports when it denies',
      'action: DENY, rules: [{to: [{operation: {paths: [/a], ports: ["80"]}}]}]',
    ],
    ['takes paths alone when it allows', 'rules: [{to: [{operation: {paths: [/a]}}]}]'],
    [
      'warns of tokens alone when it denies',
      'action: DENY, rules: [{from: [{source: {requestPrincipals: [a]}}]}]',
      'XDS0399 rules[0]',
    ],
    ['takes namespaces when it denies', 'action: DENY, rules: [{from: [{source: {namespaces: [a]}}]}]'],
    [
      'warns of namespaces and paths when it denies',
      'action: DENY, rules: [{from: [{source: {namespaces: [a]}}], to: [{operation: {paths: [/a]}}]}]',
      'XDS0399 rules[0]',
    ],
  ]);
});

describe('validate: PeerAuthentication', () => {
  const selector = 'selector: {matchLabels: {app: a}}';
  check('PeerAuthentication', [
    ['may be empty', ''],
    ['takes a mode', 'mtls: {mode: STRICT}'],
    ['takes a mode for a port of some workloads', `${selector}, portLevelMtls: {8080: {mode: DISABLE}}`],
    ['takes none for a port of all', 'portLevelMtls: {8080: {}}', 'XDS0319 portLevelMtls'],
    ['needs a port', `${selector}, portLevelMtls: {}`, 'XDS0319 portLevelMtls'],
    ...['0', '65536', 'http', '-1'].map(
      (port) =>
        [
          `takes no port ${port}`,
          `${selector}, portLevelMtls: {"${port}": {}}`,
          `XDS0319 portLevelMtls${port === 'http' ? '.http' : `["${port}"]`}`,
        ] as const,
    ),
    ['warns of an empty selector', 'selector: {}', 'XDS0320 selector.matchLabels'],
    ['has its modes', 'mtls: {mode: STRIKT}', 'XDS0208 mtls.mode'],
  ]);
});
