import { expect } from 'chai';
import { createRegistry, endpointPort } from '../src/index.js';
import { documents, objects, serviceEntry, workloadEntry } from './objects.js';

function index(...texts: string[]) {
  const registry = createRegistry();
  registry.apply(objects(documents(...texts)));
  return registry.snapshot().services;
}

/** The endpoints of the only service of a text, as `address:port of the first service port`. */
function endpoints(...texts: string[]): string[] {
  const { services, endpoints: of } = index(...texts);
  const [service] = services;
  return of(service!).map((e) => `${e.address}:${endpointPort(e, service!.ports[0]!)}`);
}

const selector = (resolution = 'STATIC') => ({
  resolution,
  endpoints: undefined,
  workloadSelector: { labels: { app: 'w' } },
});

describe('services of a ServiceEntry', () => {
  it('are its hosts times its addresses', () => {
    const { services } = index(
      serviceEntry('s', { hosts: ['b.com', 'a.com'], addresses: ['10.0.0.1', '10.1.0.0/16'] }),
    );
    expect(services.map((s) => `${s.hostname} ${s.address}`)).to.deep.equal([
      'a.com 10.0.0.1',
      'a.com 10.1.0.0/16',
      'b.com 10.0.0.1',
      'b.com 10.1.0.0/16',
    ]);
  });

  it('have the unspecified address when it names none, and a full mask is no mask', () => {
    expect(index(serviceEntry('s')).services[0]?.address).to.equal('0.0.0.0');
    expect(index(serviceEntry('s', { addresses: ['10.0.0.1/32'] })).services[0]?.address).to.equal(
      '10.0.0.1',
    );
    expect(index(serviceEntry('s', { addresses: ['2001:db8::1/128'] })).services[0]?.address).to.equal(
      '2001:db8::1',
    );
  });

  it('are external unless MESH_INTERNAL is said', () => {
    expect(index(serviceEntry('s')).services[0]?.meshExternal).to.equal(true);
    expect(index(serviceEntry('s', { location: 'MESH_INTERNAL' })).services[0]?.meshExternal).to.equal(false);
  });

  it('come oldest first, and those of one age by host, whatever entry they are of', () => {
    const born = (creationTimestamp: string) => ({ creationTimestamp });
    const { services } = index(
      serviceEntry('young', {}, born('2026-02-01T00:00:00Z')),
      serviceEntry('old', {}, born('2026-01-01T00:00:00Z')),
      serviceEntry('a', { hosts: ['z.com', 'b.com'] }),
      serviceEntry('z', { hosts: ['c.com', 'y.com'] }),
    );
    const hosts = services.map((s) => s.hostname);
    expect(hosts).to.deep.equal(['b.com', 'c.com', 'y.com', 'z.com', 'old.example.com', 'young.example.com']);
  });

  it('of one host, age and namespace come by the name of their entry, and by namespace before that', () => {
    const shared = { hosts: ['s.com'] };
    const { services } = index(
      serviceEntry('b', shared, { namespace: 'two' }),
      serviceEntry('c', shared, { namespace: 'one' }),
      serviceEntry('a', shared, { namespace: 'two' }),
    );
    const entries = services.map(({ source: { metadata } }) => `${metadata.namespace}/${metadata.name}`);
    expect(entries).to.deep.equal(['one/c', 'two/a', 'two/b']);
  });
});

describe('endpoints of a service', () => {
  it('are the inline ones, each at its own port, the target port, or the number', () => {
    const ports = [{ number: 80, name: 'http', protocol: 'HTTP', targetPort: 8080 }];
    const inline = [{ address: '10.0.0.1', ports: { http: 7080 } }, { address: '10.0.0.2' }];
    expect(endpoints(serviceEntry('s', { ports, endpoints: inline }))).to.deep.equal([
      '10.0.0.1:7080',
      '10.0.0.2:8080',
    ]);
  });

  it('are the host itself for a DNS service without any', () => {
    const fields = { resolution: 'DNS', endpoints: undefined };
    expect(endpoints(serviceEntry('s', fields))).to.deep.equal(['s.example.com:80']);
  });

  it('are none for a service that does not resolve', () => {
    expect(endpoints(serviceEntry('s', { resolution: 'NONE', endpoints: undefined }))).to.deep.equal([]);
  });

  it('are the workloads of its own namespace that carry the labels, by name', () => {
    const app = { labels: { app: 'w' } };
    expect(
      endpoints(
        serviceEntry('s', selector()),
        workloadEntry('w2', { address: '10.1.0.2', ...app }),
        workloadEntry('w1', { address: '10.1.0.1', ...app, ports: { http: 8080 } }),
        workloadEntry('other', { address: '10.1.0.3', labels: { app: 'x' } }),
        workloadEntry('far', { address: '10.1.0.4', ...app }, { namespace: 'elsewhere' }),
      ),
    ).to.deep.equal(['10.1.0.1:8080', '10.1.0.2:80']);
  });

  it('are matched by labels of the metadata too, which win over those of the spec', () => {
    const labelled = (spec: string, metadata: string) =>
      workloadEntry('w', { address: '10.1.0.1', labels: { app: spec } }, { labels: { app: metadata } });
    expect(endpoints(serviceEntry('s', selector()), labelled('x', 'w'))).to.have.length(1);
    expect(endpoints(serviceEntry('s', selector()), labelled('w', 'x'))).to.have.length(0);
  });

  it('that are names are used by DNS services only', () => {
    const named = workloadEntry('w', { address: 'vm.example.com', labels: { app: 'w' } });
    expect(endpoints(serviceEntry('s', selector('DNS')), named)).to.deep.equal(['vm.example.com:80']);
    expect(endpoints(serviceEntry('s', selector('STATIC')), named)).to.deep.equal([]);
  });

  it('leave out a workload whose checked health is not reported well', () => {
    const annotated = { annotations: { 'proxy.istio.io/health-checks-enabled': 'true' } };
    const workload = (status?: unknown) =>
      JSON.stringify({
        ...JSON.parse(workloadEntry('w', { address: '10.1.0.1', labels: { app: 'w' } }, annotated)),
        ...(status ? { status } : {}),
      });
    const healthy = (status: string) => ({ conditions: [{ type: 'Healthy', status }] });
    expect(endpoints(serviceEntry('s', selector()), workload())).to.have.length(0);
    expect(endpoints(serviceEntry('s', selector()), workload(healthy('False')))).to.have.length(0);
    expect(endpoints(serviceEntry('s', selector()), workload(healthy('True')))).to.have.length(1);
  });

  it('carry their place and their cluster as labels, from the field or a label in which dots may stand for slashes', () => {
    const of = (endpoint: object) => {
      const { services, endpoints: find } = index(
        serviceEntry('s', { endpoints: [{ address: '10.0.0.1', ...endpoint }] }),
      );
      return find(services[0]!)[0]!;
    };
    const cluster = { 'topology.istio.io/cluster': 'Kubernetes' };
    expect(of({}).labels).to.deep.equal(cluster);
    expect(of({ locality: 'r/z/s' }).labels).to.deep.equal({
      ...cluster,
      'topology.kubernetes.io/region': 'r',
      'topology.kubernetes.io/zone': 'z',
      'topology.istio.io/subzone': 's',
    });
    expect(of({ labels: { 'istio-locality': 'r.z.s' } }).locality).to.equal('r/z/s');
    expect(of({ network: 'n1' }).labels).to.deep.equal({ ...cluster, 'topology.istio.io/network': 'n1' });
  });
});
