import { expect } from 'chai';
import { parse } from '../../src/index.js';
import { findings, yaml } from '../objects.js';

const http = 'ports: [{number: 80, name: http, protocol: HTTP}]';
const tcp = 'ports: [{number: 80, name: tcp, protocol: TCP}]';
const se = (spec: string, metadata?: string) => yaml('ServiceEntry', `{${spec}}`, metadata);

/** Rule, spec, findings. */
type Row = readonly [string, string, ...string[]];

const check = (rows: readonly Row[]): void => {
  for (const [rule, spec, ...expected] of rows) {
    it(rule, () => {
      expect(findings(se(spec))).to.deep.equal(expected);
    });
  }
};

describe('validate: ServiceEntry hosts and addresses', () => {
  check([
    [
      'takes domains, short names, wildcards, upper case and a final dot',
      `hosts: [a.example.com, svc, "*.a.com", A.Example.COM, a.com.], ${http}`,
    ],
    ['needs a host', `hosts: [], ${http}`, 'XDS0301 spec.hosts'],
    ['does not take everything', `hosts: ["*"], ${http}`, 'XDS0302 spec.hosts[0]'],
    [
      'does not take everything with DNS either',
      `hosts: ["*"], ${http}, resolution: DNS`,
      'XDS0302 spec.hosts[0]',
    ],
    ['does not take an IP address for a host', `hosts: [a.com, 10.0.0.1], ${http}`, 'XDS0302 spec.hosts[1]'],
    ['does not take a wildcard that is not first', `hosts: [a.*.com], ${http}`, 'XDS0302 spec.hosts[0]'],
    ['does not take an empty label', `hosts: [a..com], ${http}`, 'XDS0302 spec.hosts[0]'],
    ['warns of a partial wildcard', `hosts: ["*-a.example.com"], ${http}`, 'XDS0321 spec.hosts[0]'],
    [
      'takes addresses and blocks of both families',
      `hosts: [a.com], ${http}, addresses: [10.0.0.1, 10.0.0.0/8, "2001:db8::1", "2001:db8::/32"]`,
    ],
    [
      'does not take a name for an address',
      `hosts: [a.com], ${http}, addresses: [a.com]`,
      'XDS0303 spec.addresses[0]',
    ],
    [
      'does not take a block with DNS',
      `hosts: [a.com], ${http}, addresses: [10.0.0.0/8], resolution: DNS`,
      'XDS0303 spec.addresses[0]',
    ],
    ['takes a block with STATIC', `hosts: [a.com], ${http}, addresses: [10.0.0.0/8], resolution: STATIC`],
  ]);
});

describe('validate: ServiceEntry ports', () => {
  const ports = (text: string) => `hosts: [a.com], resolution: DNS, ports: [${text}]`;
  check([
    ['takes a service without ports', 'hosts: [a.com], resolution: DNS'],
    [
      'takes any protocol in any case',
      ports(
        '{number: 80, name: a, protocol: http}, {number: 81, name: b, protocol: GRPC-Web}, {number: 82, name: c, protocol: Mongo}',
      ),
    ],
    ['takes no protocol for sniffing', ports('{number: 80, name: a}, {number: 81, name: b, protocol: ""}')],
    [
      'does not take an unknown protocol',
      ports('{number: 80, name: a, protocol: HTTPX}'),
      'XDS0307 spec.ports[0].protocol',
    ],
    ['does not take port 0', ports('{number: 0, name: a, protocol: HTTP}'), 'XDS0304 spec.ports[0].number'],
    [
      'does not take port 65536',
      ports('{number: 65536, name: a, protocol: HTTP}'),
      'XDS0304 spec.ports[0].number',
    ],
    ['takes 0 for no target port', ports('{number: 80, name: a, protocol: HTTP, targetPort: 0}')],
    [
      'does not take a target port beyond 65535',
      ports('{number: 80, name: a, protocol: HTTP, targetPort: 65536}'),
      'XDS0304 spec.ports[0].targetPort',
    ],
    [
      'does not take an empty name',
      ports('{number: 80, name: "", protocol: HTTP}'),
      'XDS0305 spec.ports[0].name',
    ],
    [
      'does not take a name of 64 characters',
      ports(`{number: 80, name: ${'a'.repeat(64)}, protocol: HTTP}`),
      'XDS0305 spec.ports[0].name',
    ],
    [
      'does not take a name twice',
      ports('{number: 80, name: a, protocol: HTTP}, {number: 81, name: a, protocol: HTTP}'),
      'XDS0306 spec.ports[1].name',
    ],
    [
      'does not take a number twice',
      ports('{number: 80, name: a, protocol: HTTP}, {number: 80, name: b, protocol: HTTP}'),
      'XDS0306 spec.ports[1].number',
    ],
    ['warns of TCP without an address', `hosts: [a.com], ${tcp}`, 'XDS0322 spec.ports[0]'],
    [
      'warns of TCP in lower case, which is TCP all the same',
      'hosts: [a.com], ports: [{number: 80, name: a, protocol: tcp}]',
      'XDS0322 spec.ports[0]',
    ],
    [
      'warns of sniffing without an address',
      'hosts: [a.com], ports: [{number: 80, name: a}]',
      'XDS0322 spec.ports[0]',
    ],
    ['does not warn when there is an address', `hosts: [a.com], ${tcp}, addresses: [10.0.0.1]`],
    ['does not warn when Istio allocates one', `hosts: [a.com], ${tcp}, resolution: DNS`],
  ]);

  it('warns when the label opts out of allocation', () => {
    const text = se(
      `hosts: [a.com], ${tcp}, resolution: DNS`,
      'name: a, labels: {networking.istio.io/enable-autoallocate-ip: "False"}',
    );
    expect(findings(text)).to.deep.equal(['XDS0322 spec.ports[0]']);
  });

  check([
    [
      'tells HTTP and TLS hosts apart',
      'hosts: [a.com, b.com], resolution: DNS, ports: [{number: 80, name: a, protocol: GRPC}, {number: 443, name: b, protocol: HTTPS}]',
    ],
    [
      'cannot tell TCP hosts apart',
      `hosts: [a.com, b.com], resolution: DNS, ${tcp}`,
      'XDS0317 spec.ports[0]',
    ],
    [
      'cannot tell sniffed hosts apart',
      'hosts: [a.com, b.com], resolution: DNS, ports: [{number: 80, name: a, protocol: HTTP}, {number: 81, name: b}]',
      'XDS0317 spec.ports[1]',
    ],
    ['need not, with resolution NONE', `hosts: [a.com, b.com], ${tcp}, addresses: [10.0.0.1]`],
  ]);
});

describe('validate: ServiceEntry endpoints', () => {
  const with_ = (resolution: string, rest: string) =>
    `hosts: [a.com], ${http}, resolution: ${resolution}, ${rest}`;
  const wild = (resolution: string, rest = '') =>
    `hosts: ["*.a.com"], ${http}, resolution: ${resolution}, ${rest}`;
  check([
    ['takes none with NONE', with_('NONE', 'endpoints: [{address: 10.0.0.1}]'), 'XDS0312 spec.endpoints'],
    [
      'warns of a selector with NONE',
      with_('NONE', 'workloadSelector: {labels: {a: b}}'),
      'XDS0323 spec.workloadSelector',
    ],
    [
      'takes addresses and sockets with STATIC',
      with_(
        'STATIC',
        'endpoints: [{address: 10.0.0.1, ports: {http: 8080}}, {address: "2001:db8::1"}, {address: "unix:///a/b"}, {address: "unix://@a"}]',
      ),
    ],
    [
      'takes no names with STATIC',
      with_('STATIC', 'endpoints: [{address: b.com}]'),
      'XDS0313 spec.endpoints[0].address',
    ],
    ['takes no endpoint without address', with_('STATIC', 'endpoints: [{}]'), 'XDS0316 spec.endpoints[0]'],
    [
      'warns of an endpoint with a network only',
      with_('STATIC', 'endpoints: [{network: net}]'),
      'XDS0325 spec.endpoints[0]',
    ],
    [
      'takes no relative socket',
      with_('STATIC', 'endpoints: [{address: "unix://a"}]'),
      'XDS0315 spec.endpoints[0].address',
    ],
    [
      'takes no folder for a socket',
      with_('STATIC', 'endpoints: [{address: "unix:///a/"}]'),
      'XDS0315 spec.endpoints[0].address',
    ],
    [
      'takes no detours to a socket',
      with_('STATIC', 'endpoints: [{address: "unix:///a/../b"}]'),
      'XDS0315 spec.endpoints[0].address',
    ],
    [
      'takes no ports with a socket',
      with_('STATIC', 'endpoints: [{address: "unix:///a", ports: {http: 1}}]'),
      'XDS0315 spec.endpoints[0].ports',
    ],
    [
      'takes no socket for two ports',
      'hosts: [a.com], resolution: STATIC, ports: [{number: 80, name: a, protocol: HTTP}, {number: 81, name: b, protocol: HTTP}], endpoints: [{address: "unix:///a"}]',
      'XDS0315 spec.endpoints[0].address',
    ],
    [
      'takes no unknown port',
      with_('STATIC', 'endpoints: [{address: 10.0.0.1, ports: {web: 1}}]'),
      'XDS0314 spec.endpoints[0].ports.web',
    ],
    [
      'takes no port 0',
      with_('STATIC', 'endpoints: [{address: 10.0.0.1, ports: {http: 0}}]'),
      'XDS0304 spec.endpoints[0].ports.http',
    ],
    [
      'takes no bad labels',
      with_('STATIC', 'endpoints: [{address: 10.0.0.1, labels: {a: "b c"}}]'),
      'XDS0308 spec.endpoints[0].labels.a',
    ],
    ['takes a service with STATIC and nothing', with_('STATIC', '')],
    [
      'takes names and addresses with DNS',
      with_('DNS', 'endpoints: [{address: b.com}, {address: 10.0.0.1}]'),
    ],
    [
      'takes no sockets with DNS',
      with_('DNS', 'endpoints: [{address: "unix:///a"}]'),
      'XDS0313 spec.endpoints[0].address',
    ],
    [
      'takes no network alone to resolve, and looks at the rest',
      with_('DNS', 'endpoints: [{network: net, ports: {http: 0}, labels: {a: "b c"}}]'),
      'XDS0313 spec.endpoints[0].address',
      'XDS0304 spec.endpoints[0].ports.http',
      'XDS0308 spec.endpoints[0].labels.a',
    ],
    [
      'takes no unknown port with DNS',
      with_('DNS', 'endpoints: [{address: b.com, ports: {web: 1}}]'),
      'XDS0314 spec.endpoints[0].ports.web',
    ],
    ['resolves no wildcard', wild('DNS'), 'XDS0312 spec.hosts[0]'],
    ['takes a wildcard with endpoints to resolve', wild('DNS', 'endpoints: [{address: b.com}]')],
    ['takes one endpoint with DNS_ROUND_ROBIN', with_('DNS_ROUND_ROBIN', 'endpoints: [{address: b.com}]')],
    [
      'takes no two with DNS_ROUND_ROBIN',
      with_('DNS_ROUND_ROBIN', 'endpoints: [{address: b.com}, {address: c.com}]'),
      'XDS0312 spec.endpoints[1]',
    ],
    [
      'warns of hosts that share addresses on a TLS port',
      'hosts: [a.com, b.com], resolution: DNS, addresses: [10.0.0.1], ports: [{number: 443, name: a, protocol: TLS}]',
      'XDS0324 spec.ports[0]',
    ],
    ['takes a selector', with_('DNS', 'workloadSelector: {labels: {a: b}}')],
    [
      'takes no selector beside endpoints',
      with_('STATIC', 'workloadSelector: {labels: {a: b}}, endpoints: [{address: 10.0.0.1}]'),
      'XDS0311 spec.endpoints',
    ],
    [
      'warns of a selector without labels',
      with_('STATIC', 'workloadSelector: {}'),
      'XDS0320 spec.workloadSelector.labels',
    ],
    [
      'takes no wildcards in selectors',
      with_('STATIC', 'workloadSelector: {labels: {a: "*"}}'),
      'XDS0309 spec.workloadSelector.labels.a',
    ],
    [
      'takes no empty keys in selectors',
      with_('STATIC', 'workloadSelector: {labels: {"": b}}'),
      'XDS0309 spec.workloadSelector.labels[""]',
    ],
  ]);
});

describe('validate: ServiceEntry with DYNAMIC_DNS', () => {
  const dynamic = (rest: string) => `hosts: ["*.a.com"], resolution: DYNAMIC_DNS, ${rest}`;
  check([
    [
      'takes wildcards with protocols that carry a name',
      dynamic(
        'ports: [{number: 80, name: a, protocol: HTTP}, {number: 443, name: b, protocol: tls}, {number: 81, name: c, protocol: GRPC}, {number: 82, name: d, protocol: HTTP2}]',
      ),
    ],
    ['takes partial wildcards', `hosts: ["*-x.a.com"], resolution: DYNAMIC_DNS, ${http}`],
    ['takes no full name', `hosts: [a.com], resolution: DYNAMIC_DNS, ${http}`, 'XDS0318 spec.hosts[0]'],
    ['takes no addresses', dynamic(`${http}, addresses: [10.0.0.1]`), 'XDS0318 spec.addresses'],
    ['takes no endpoints', dynamic(`${http}, endpoints: [{address: 10.0.0.1}]`), 'XDS0318 spec.endpoints'],
    [
      'takes no other protocol',
      dynamic('ports: [{number: 443, name: a, protocol: HTTPS}]'),
      'XDS0318 spec.ports[0].protocol',
    ],
    [
      'takes no port without protocol',
      dynamic('ports: [{number: 443, name: a}]'),
      'XDS0318 spec.ports[0].protocol',
    ],
  ]);

  it('takes no waypoint inside of the mesh', () => {
    const text = (location: string, waypoint: string) =>
      se(dynamic(`${http}, location: ${location}`), `name: a, labels: {istio.io/use-waypoint: ${waypoint}}`);
    expect(findings(text('MESH_INTERNAL', 'way'))).to.deep.equal([
      'XDS0318 metadata.labels["istio.io/use-waypoint"]',
    ]);
    expect(findings(text('MESH_INTERNAL', 'none'))).to.deep.equal([]);
    expect(findings(text('MESH_EXTERNAL', 'way'))).to.deep.equal([]);
  });
});

describe('validate: exportTo', () => {
  const exported = (exportTo: string) =>
    findings(se(`hosts: [a.com], ${http}, exportTo: [${exportTo}]`, 'name: a, namespace: web'));
  const rows: readonly (readonly [string, string, ...string[]])[] = [
    ['takes the namespace itself and others', '., b, c'],
    ['takes all, or none, alone', '"*"'],
    ['takes none alone', '"~"'],
    ['takes no others beside all', '"*", b', 'XDS0310 spec.exportTo'],
    ['takes no others beside none', '"~", b', 'XDS0310 spec.exportTo'],
    ['takes no duplicates', 'b, b', 'XDS0310 spec.exportTo[1]'],
    ['takes the namespace for the dot', '., web', 'XDS0310 spec.exportTo[1]'],
    ['takes no malformed namespace', 'Bad_NS', 'XDS0310 spec.exportTo[0]'],
  ];
  for (const [rule, exportTo, ...expected] of rows) {
    it(rule, () => expect(exported(exportTo)).to.deep.equal(expected));
  }

  it('takes none for a ServiceEntry only', () => {
    const text = yaml('DestinationRule', '{host: a.com, exportTo: ["~"]}');
    expect(findings(text)).to.deep.equal(['XDS0310 spec.exportTo[0]']);
  });
});

describe('validate: places', () => {
  it('points at the value that a rule is about', () => {
    const { diagnostics } = parse(
      yaml('ServiceEntry', '\n  hosts:\n  - a.example.com\n  - b_c.example.com\n'),
      { file: 'f' },
    );
    expect(diagnostics[0]).to.include({
      code: 'XDS0302',
      file: 'f',
      line: 7,
      column: 5,
      endColumn: 20,
      object: 'ServiceEntry default/a',
    });
  });
});
