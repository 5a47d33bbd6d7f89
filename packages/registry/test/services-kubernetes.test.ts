import { expect } from 'chai';
import { createRegistry, endpointPort } from '../src/index.js';
import type { Service, ServiceIndex } from '../src/index.js';
import { inferProtocol } from '../src/services/protocol.js';
import { documents, objects, serviceEntry, workloadEntry } from './objects.js';

const manifest = (apiVersion: string, kind: string, metadata: object, rest: object): string =>
  JSON.stringify({ apiVersion, kind, metadata, ...rest });

const kubernetesService = (spec: object = {}, metadata: object = {}): string =>
  manifest('v1', 'Service', { name: 'cart', ...metadata }, { spec: { ports: [{ port: 80 }], ...spec } });

interface PodFields {
  readonly status?: object;
  readonly spec?: object;
  readonly labels?: object;
}

const pod = (
  name: string,
  podIP: string,
  { status = {}, spec = {}, labels = { app: 'w' } }: PodFields = {},
) => manifest('v1', 'Pod', { name, labels }, { spec, status: { podIP, ...status } });

const slice = (endpoints: readonly object[], rest: object = {}, metadata: object = {}): string =>
  manifest(
    'discovery.k8s.io/v1',
    'EndpointSlice',
    { name: 'cart-1', labels: { 'kubernetes.io/service-name': 'cart' }, ...metadata },
    { addressType: 'IPv4', ports: [{ port: 8080 }], endpoints, ...rest },
  );

const named = (name: string) => ({ targetRef: { kind: 'Pod', name } });

function index(...texts: readonly string[]): ServiceIndex {
  const registry = createRegistry();
  registry.apply(objects(documents(...texts)));
  return registry.snapshot().services;
}

function only(...texts: readonly string[]): Service {
  const [service] = index(...texts).services;
  if (!service) throw new Error('there is no service');
  return service;
}

/** The endpoints of the first service, as `address:port of its first port health`. */
function endpoints(...texts: readonly string[]): readonly string[] {
  const { services, endpoints: of } = index(...texts);
  const [service] = services;
  return of(service!).map((e) => `${e.address}:${endpointPort(e, service!.ports[0]!)} ${e.health}`);
}

const selecting = { selector: { app: 'w' } };

describe('a Service of Kubernetes', () => {
  it('has its name in its namespace for a host, and belongs to the mesh', () => {
    const { hostname, meshExternal, registry } = only(kubernetesService({}, { namespace: 'shop' }));
    expect([hostname, meshExternal, registry]).to.deep.equal([
      'cart.shop.svc.cluster.local',
      false,
      'Kubernetes',
    ]);
  });

  const resolutions: readonly (readonly [string, object, string, string])[] = [
    ['with an address', { clusterIP: '10.96.0.1' }, 'STATIC', '10.96.0.1'],
    ['with none written', {}, 'STATIC', '0.0.0.0'],
    ['that is headless', { clusterIP: 'None' }, 'NONE', '0.0.0.0'],
    ['with an external name', { type: 'ExternalName', externalName: 'a.com' }, 'ALIAS', '0.0.0.0'],
    ['whose external name does not count', { externalName: 'a.com' }, 'STATIC', '0.0.0.0'],
  ];
  for (const [which, spec, resolution, address] of resolutions) {
    it(`${which} has resolution ${resolution} and address ${address}`, () => {
      const service = only(kubernetesService(spec));
      expect([service.resolution, service.address]).to.deep.equal([resolution, address]);
    });
  }

  it('has both addresses when it is of two families', () => {
    const { addresses } = only(
      kubernetesService({ clusterIP: '10.96.0.1', clusterIPs: ['10.96.0.1', 'fd00::1'] }),
    );
    expect(addresses).to.deep.equal(['10.96.0.1', 'fd00::1']);
  });

  it('selects nothing with an empty selector', () => {
    expect(only(kubernetesService({ selector: {} })).selector).to.equal(undefined);
  });

  it('is exported as its annotation says, and may list names for its certificate', () => {
    const { exportTo, subjectAltNames } = only(
      kubernetesService(
        {},
        {
          annotations: {
            'networking.istio.io/exportTo': 'a, b',
            'alpha.istio.io/canonical-serviceaccounts': 'me@a.com',
            'alpha.istio.io/kubernetes-serviceaccounts': 'cart',
          },
        },
      ),
    );
    expect(exportTo).to.deep.equal(['a', 'b']);
    expect(subjectAltNames).to.deep.equal(['me@a.com', 'spiffe://cluster.local/ns/default/sa/cart']);
  });

  const protocols: readonly (readonly [string, Parameters<typeof inferProtocol>, string])[] = [
    ['the whole name', [80, 'http'], 'HTTP'],
    ['what comes before the hyphen', [80, 'HTTP2-web'], 'HTTP2'],
    ['grpc-web, which has one itself', [80, 'grpc-web-x'], 'GRPC-Web'],
    ['no name', [80, ''], 'Unsupported'],
    ['a name that says nothing', [80, 'web'], 'Unsupported'],
    ['a name without a hyphen', [80, 'httpweb'], 'Unsupported'],
    ['a port at which servers speak first', [25, 'mail'], 'TCP'],
    ['a protocol at such a port', [3306, 'mysql'], 'MySQL'],
    ['appProtocol, before the name', [80, 'tcp', 'TCP', 'grpc'], 'GRPC'],
    ["appProtocol in Kubernetes' own words", [80, 'tcp', 'TCP', 'kubernetes.io/h2c'], 'HTTP2'],
    ['WebSockets', [80, '', 'TCP', 'kubernetes.io/ws'], 'HTTP'],
    ['secure WebSockets', [80, '', 'TCP', 'kubernetes.io/wss'], 'HTTPS'],
    ['UDP, before all', [80, 'http', 'UDP', 'http'], 'UDP'],
  ];
  for (const [what, given, expected] of protocols) {
    it(`has ports whose protocol is inferred from ${what}`, () => {
      expect(inferProtocol(...given)).to.equal(expected);
    });
  }
});

describe('the endpoints of a Service of Kubernetes', () => {
  it('are those of its EndpointSlices, by name, each address and port once', () => {
    const again = slice([{ addresses: ['10.0.0.1'] }, { addresses: ['10.0.0.3'] }], {}, { name: 'cart-2' });
    const first = slice([{ addresses: ['10.0.0.2'] }, { addresses: ['10.0.0.1'] }]);
    expect(endpoints(kubernetesService(selecting), again, first, pod('p', '10.0.0.9'))).to.deep.equal([
      '10.0.0.2:8080 healthy',
      '10.0.0.1:8080 healthy',
      '10.0.0.3:8080 healthy',
    ]);
  });

  const conditions: readonly (readonly [object, string, string])[] = [
    [{}, 'healthy', 'healthy'],
    [{ ready: true, terminating: true }, 'healthy', 'healthy'],
    [{ ready: false, terminating: false }, 'unhealthy', 'unhealthy'],
    [{ ready: false }, 'terminating', 'draining'],
    [{ ready: false, serving: false, terminating: true }, 'terminating', 'terminating'],
  ];
  for (const [written, health, withSessions] of conditions) {
    it(`are ${health} (with persistent sessions ${withSessions}) when ${JSON.stringify(written)}`, () => {
      const of = (labels: object) => {
        const { services, selected } = index(
          kubernetesService({}, { labels }),
          slice([{ addresses: ['10.0.0.1'], conditions: written }]),
        );
        return selected(services[0]!).map((e) => e.health);
      };
      expect(of({})).to.deep.equal([health]);
      expect(of({ 'istio.io/persistent-session': 'x' })).to.deep.equal([withSessions]);
    });
  }

  it('that are about to end are not sent', () => {
    expect(
      endpoints(kubernetesService(), slice([{ addresses: ['10.0.0.1'], conditions: { ready: false } }])),
    ).to.deep.equal([]);
  });

  it('have what is known of their pods, which are found by name, else by address', () => {
    const labels = { app: 'w', 'istio-locality': 'r.z' };
    const { services, endpoints: of } = index(
      kubernetesService(),
      slice([{ addresses: ['10.0.0.1'], ...named('a') }, { addresses: ['10.0.0.2'] }]),
      pod('a', '10.0.0.7', { labels, spec: { serviceAccountName: 'sa', nodeName: 'n1' } }),
      pod('b', '10.0.0.2', { labels: { version: 'v2' } }),
    );
    const [a, b] = of(services[0]!);
    expect([a?.workload, a?.serviceAccount, a?.locality, a?.node, a?.tlsMode]).to.deep.equal([
      'a',
      'sa',
      'r/z',
      'n1',
      'disabled',
    ]);
    expect(a?.labels).to.include({ 'topology.kubernetes.io/zone': 'z', 'kubernetes.io/hostname': 'n1' });
    expect(b?.labels).to.deep.equal({ version: 'v2', 'topology.istio.io/cluster': 'Kubernetes' });
  });

  it('are known to be in the cluster, be there a pod or not', () => {
    const { services, endpoints: of } = index(kubernetesService(), slice([{ addresses: ['10.0.0.1'] }]));
    expect(of(services[0]!)[0]?.labels).to.deep.equal({ 'topology.istio.io/cluster': 'Kubernetes' });
  });

  it('are left out when the pod that they name is not there', () => {
    const gone = slice([{ addresses: ['10.0.0.1'], ...named('gone') }]);
    expect(endpoints(kubernetesService(), gone)).to.deep.equal([]);
  });

  it('serve the ports of their slice and no others', () => {
    const service = kubernetesService({
      ports: [
        { name: 'a', port: 80 },
        { name: 'b', port: 81 },
      ],
    });
    const { services, endpoints: of } = index(
      service,
      slice([{ addresses: ['10.0.0.1'] }], { ports: [{ name: 'a', port: 8080 }] }),
    );
    const [{ ports } = { ports: [] }] = services;
    const [endpoint] = of(services[0]!);
    expect(ports.map((port) => endpointPort(endpoint!, port))).to.deep.equal([8080, undefined]);
  });

  it('are none of slices that hold names, or that are of a service that spans clusters', () => {
    const labels = {
      'kubernetes.io/service-name': 'cart',
      'multicluster.kubernetes.io/service-name': 'cart',
    };
    expect(
      endpoints(kubernetesService(), slice([{ addresses: ['a.com'] }], { addressType: 'FQDN' })),
    ).to.deep.equal([]);
    expect(
      endpoints(kubernetesService(), slice([{ addresses: ['10.0.0.1'] }], {}, { labels })),
    ).to.deep.equal([]);
  });

  it('are the pods that it selects when it has no slices, at the ports of their containers', () => {
    const web = { spec: { containers: [{ ports: [{ name: 'web', containerPort: 8080 }] }] } };
    const service = kubernetesService({ ...selecting, ports: [{ port: 80, targetPort: 'web' }] });
    expect(
      endpoints(
        service,
        pod('b', '10.0.0.2', web),
        pod('a', '10.0.0.1', web),
        pod('other', '10.0.0.3', { ...web, labels: { app: 'x' } }),
        pod('unready', '10.0.0.4', { ...web, status: { conditions: [{ type: 'Ready', status: 'False' }] } }),
        pod('ended', '10.0.0.5', { ...web, status: { phase: 'Succeeded' } }),
        pod('portless', '10.0.0.6'),
      ),
    ).to.deep.equal([
      '10.0.0.1:8080 healthy',
      '10.0.0.2:8080 healthy',
      '10.0.0.6:undefined healthy',
      '10.0.0.4:8080 unhealthy',
    ]);
  });

  it('are healthy, ready or not, when it publishes those that are not ready', () => {
    const unready = { status: { conditions: [] } };
    expect(
      endpoints(
        kubernetesService({ ...selecting, publishNotReadyAddresses: true }),
        pod('a', '10.0.0.1', unready),
      ),
    ).to.deep.equal(['10.0.0.1:80 healthy']);
  });

  describe('beside them, WorkloadEntries that it selects', () => {
    const vm = workloadEntry('vm', { address: '10.1.0.1', labels: { app: 'w' }, ports: { web: 7070 } });
    const name = workloadEntry('name', { address: 'vm.com', labels: { app: 'w' } });

    it('are at the target port, or at the port that they have by that name', () => {
      const at = (port: object) => endpoints(kubernetesService({ ...selecting, ports: [port] }), vm, name);
      expect(at({ port: 80, targetPort: 8080 })).to.deep.equal(['10.1.0.1:8080 healthy']);
      expect(at({ port: 80, targetPort: 'web' })).to.deep.equal(['10.1.0.1:7070 healthy']);
      expect(at({ name: 'web', port: 80, targetPort: 8080 })).to.deep.equal(['10.1.0.1:7070 healthy']);
    });

    it('are none of a headless service', () => {
      expect(endpoints(kubernetesService({ ...selecting, clusterIP: 'None' }), vm)).to.deep.equal([]);
    });

    it('come after those of slices', () => {
      expect(endpoints(kubernetesService(selecting), slice([{ addresses: ['10.9.0.1'] }]), vm)).to.deep.equal(
        ['10.9.0.1:8080 healthy', '10.1.0.1:80 healthy'],
      );
    });
  });
});

describe('a ServiceEntry that selects', () => {
  const entry = serviceEntry('s', { endpoints: undefined, workloadSelector: { labels: { app: 'w' } } });

  it('selects Pods that are ready before WorkloadEntries, at the ports of their containers', () => {
    const http = { spec: { containers: [{ ports: [{ name: 'http', containerPort: 8080 }] }] } };
    expect(
      endpoints(
        entry,
        workloadEntry('a', { address: '10.1.0.1', labels: { app: 'w' } }),
        pod('z', '10.0.0.1', http),
        pod('unready', '10.0.0.2', { status: { conditions: [] } }),
        pod('pending', ''),
      ),
    ).to.deep.equal(['10.0.0.1:8080 healthy', '10.1.0.1:80 healthy']);
  });
});

describe('the traffic distribution of a service', () => {
  const annotations = { 'networking.istio.io/traffic-distribution': 'PreferSameNode' };
  const namespace = manifest('v1', 'Namespace', { name: 'default', annotations }, {});
  const of = (...texts: readonly string[]) => {
    const { services, trafficDistribution } = index(...texts);
    return trafficDistribution(services[0]!);
  };

  const cases: readonly (readonly [string, readonly string[], string | undefined])[] = [
    ['nothing', [kubernetesService()], undefined],
    [
      'its field, before the annotation',
      [kubernetesService({ trafficDistribution: 'PreferClose' }, { annotations })],
      'PreferSameZone',
    ],
    ['its annotation', [kubernetesService({}, { annotations })], 'PreferSameNode'],
    ['the annotation of its namespace', [kubernetesService(), namespace], 'PreferSameNode'],
    ['the same for a ServiceEntry', [serviceEntry('s'), namespace], 'PreferSameNode'],
    [
      'its own word before that of the namespace',
      [kubernetesService({ trafficDistribution: 'PreferSameZone' }), namespace],
      'PreferSameZone',
    ],
  ];
  for (const [what, texts, expected] of cases) {
    it(`is ${what}`, () => expect(of(...texts)).to.equal(expected));
  }
});

describe('a change to Kubernetes objects', () => {
  const touched = (before: readonly string[], change: string): readonly string[] => {
    const registry = createRegistry();
    registry.apply(objects(documents(...before)));
    const seen: string[] = [];
    registry.changes$.subscribe(({ generation, services }) => {
      if (generation > 1) seen.push(...services.map((s) => s.hostname));
    });
    registry.apply(objects(change));
    return seen;
  };
  const others = [kubernetesService({ selector: { app: 'x' } }, { name: 'other' }), serviceEntry('s')];

  it('names the service of a slice', () => {
    expect(touched([kubernetesService(), ...others], slice([{ addresses: ['10.0.0.1'] }]))).to.deep.equal([
      'cart.default.svc.cluster.local',
    ]);
  });

  it('names the services whose slices look the pod up, and those that select it', () => {
    const before = [kubernetesService(), slice([{ addresses: ['10.0.0.1'] }]), ...others];
    expect(touched(before, pod('p', '10.0.0.1', { labels: { app: 'x' } }))).to.have.members([
      'cart.default.svc.cluster.local',
      'other.default.svc.cluster.local',
    ]);
    expect(touched(before, pod('p', '10.0.0.2'))).to.deep.equal([]);
  });

  it('leaves the endpoints of all other services what they were, the very same', () => {
    const registry = createRegistry();
    registry.apply(
      objects(documents(kubernetesService(), slice([{ addresses: ['10.0.0.1'] }]), pod('p', '10.0.0.1'))),
    );
    const { services, endpoints: before } = registry.snapshot().services;
    const known = before(services[0]!);
    registry.apply(objects(pod('q', '10.0.0.2')));
    expect(registry.snapshot().services.endpoints(services[0]!)).to.equal(known);
  });
});
