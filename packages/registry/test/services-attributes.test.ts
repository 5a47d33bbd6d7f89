import { expect } from 'chai';
import { createRegistry } from '../src/index.js';
import type { Service } from '../src/index.js';
import { documents, objects, serviceEntry, workloadEntry } from './objects.js';

function index(...texts: string[]) {
  const registry = createRegistry();
  registry.apply(objects(documents(...texts)));
  return registry.snapshot().services;
}

const service = (fields = {}, metadata = {}, status?: unknown): Service =>
  index(JSON.stringify({ ...JSON.parse(serviceEntry('s', fields, metadata)), ...(status ? { status } : {}) }))
    .services[0]!;

describe('addresses allocated to a service', () => {
  const status = {
    addresses: [
      { value: '240.240.0.1', host: 's.example.com' },
      { value: '2001:2::1', host: 's.example.com' },
      { value: '240.240.0.2', host: 'other.example.com' },
      { value: 'nonsense', host: 's.example.com' },
      null,
    ],
  };
  const label = (value: string) => ({ labels: { 'networking.istio.io/enable-autoallocate-ip': value } });

  it('are those that the status lists for its host, and the service keeps the unspecified address', () => {
    const found = service({}, {}, status);
    expect(found.allocatedAddresses).to.deep.equal(['240.240.0.1', '2001:2::1']);
    expect(found.address).to.equal('0.0.0.0');
  });

  const without: readonly (readonly [string, object, object])[] = [
    ['that names an address itself', { addresses: ['10.0.0.1'] }, {}],
    ['that is not resolved', { resolution: 'NONE', endpoints: undefined }, {}],
    ['whose label declines them, in any case', {}, label('False')],
  ];
  for (const [which, fields, metadata] of without) {
    it(`are none for a service ${which}`, () => {
      expect(service(fields, metadata, status).allocatedAddresses).to.deep.equal([]);
    });
  }

  it('are none without a status, for nothing allocates here', () => {
    expect(service().allocatedAddresses).to.deep.equal([]);
  });
});

describe('annotations of a service', () => {
  const annotated = (annotations: object, resolution = 'STATIC') => service({ resolution }, { annotations });

  const distributions: readonly (readonly [string, string | undefined])[] = [
    ['PreferClose', 'PreferSameZone'],
    ['prefersamezone', 'PreferSameZone'],
    ['PreferSameNode', 'PreferSameNode'],
    ['Whatever', undefined],
  ];
  for (const [written, meant] of distributions) {
    it(`traffic-distribution: ${written} means ${meant ?? 'nothing'}`, () => {
      const found = annotated({ 'networking.istio.io/traffic-distribution': written });
      expect(found.trafficDistribution).to.equal(meant);
    });
  }

  it('connect-strategy is heard by DNS services only', () => {
    const race = { 'istio.io/connect-strategy': 'RACE_FIRST_TCP_CONNECT' };
    expect(annotated(race, 'DNS').connectStrategy).to.equal('RACE_FIRST_TCP_CONNECT');
    expect(annotated(race, 'STATIC').connectStrategy).to.equal(undefined);
    expect(annotated({ 'istio.io/connect-strategy': 'x' }, 'DNS').connectStrategy).to.equal(undefined);
  });
});

describe('identities', () => {
  const selecting = serviceEntry('s', {
    endpoints: undefined,
    workloadSelector: { labels: { app: 'w' } },
    subjectAltNames: ['z.example.com'],
  });
  const workload = workloadEntry('w', {
    address: '10.1.0.1',
    labels: { app: 'w' },
    serviceAccount: 'account',
  });

  it('of a service are its names and its endpoints, sorted, each once', () => {
    const services = index(selecting, workload, serviceEntry('t', { hosts: ['s.example.com'] }));
    expect(services.identities('default', 's.example.com')).to.deep.equal([
      'spiffe://cluster.local/ns/default/sa/account',
      'z.example.com',
    ]);
  });

  it('are known by the aliases of their trust domain too, and by those alone', () => {
    const names = ['spiffe://old/ns/x/sa/y', 'spiffe://foreign/ns/x/sa/y'];
    const services = index(serviceEntry('s', { subjectAltNames: names }));
    expect(
      services.identities('default', 's.example.com', { domain: 'new', aliases: ['old'] }),
    ).to.deep.equal(['spiffe://foreign/ns/x/sa/y', 'spiffe://new/ns/x/sa/y', 'spiffe://old/ns/x/sa/y']);
  });

  it('decide how an endpoint is spoken to, unless a label does', () => {
    const modes = (spec: object) => {
      const services = index(serviceEntry('s', { endpoints: [{ address: '10.0.0.1', ...spec }] }));
      return services.endpoints(services.services[0]!).map((e) => e.tlsMode);
    };
    expect(modes({})).to.deep.equal(['disabled']);
    expect(modes({ serviceAccount: 'a' })).to.deep.equal(['istio']);
    const labels = { 'security.istio.io/tlsMode': 'disabled' };
    expect(modes({ serviceAccount: 'a', labels })).to.deep.equal(['disabled']);
  });
});

describe('selected workloads', () => {
  it('include those that do not serve: unhealthy ones, and names for a service that is not DNS', () => {
    const checked = { annotations: { 'proxy.istio.io/health-checks-enabled': 'true' } };
    const labels = { app: 'w' };
    const services = index(
      serviceEntry('s', { endpoints: undefined, workloadSelector: { labels } }),
      workloadEntry('fine', { address: '10.1.0.1', labels }),
      workloadEntry('name', { address: 'vm.example.com', labels }),
      workloadEntry('sick', { address: '10.1.0.2', labels }, checked),
    );
    const [only] = services.services;
    expect(services.selected(only!).map((e) => `${e.workload} ${e.health}`)).to.deep.equal([
      'fine healthy',
      'name healthy',
      'sick unhealthy',
    ]);
    expect(services.endpoints(only!).map((e) => e.workload)).to.deep.equal(['fine']);
  });
});
