import { expect } from 'chai';
import fc from 'fast-check';
import { isIpAddress } from '@xdsim/api';
import type { AnyObject } from '@xdsim/api';
import { compareAge, createRegistry, topologyLabels } from '../src/index.js';
import type { Change, Endpoint, RegistrySnapshot, Service } from '../src/index.js';
import { canServe, workloadEndpoint } from '../src/services/endpoints.js';
import { expandServiceEntry } from '../src/services/expand-service-entry.js';
import { expandService } from '../src/services/kubernetes/expand-service.js';
import { podEndpoint } from '../src/services/kubernetes/pod-endpoint.js';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const DISTRIBUTION = 'networking.istio.io/traffic-distribution';

/** The index as its rules say, with no thought of speed: what the incremental one has to equal. */
function fromScratch(snapshot: RegistrySnapshot) {
  const born = ({ source }: Service) => Date.parse(source.metadata.creationTimestamp ?? '') || 0;
  const named = ({ registry, hostname, source }: Service) =>
    registry === 'Kubernetes' ? source.metadata.name : hostname;
  const byWorkload = (a: Endpoint, b: Endpoint) => compareText(a.workload, b.workload);
  const pods = snapshot.list('Pod').map(podEndpoint).sort(byWorkload);
  const workloads = [...pods, ...snapshot.list('WorkloadEntry').map(workloadEndpoint).sort(byWorkload)];
  const services = [
    ...snapshot.list('ServiceEntry').flatMap(expandServiceEntry),
    ...snapshot.list('Service').map(expandService),
  ].sort(
    (a, b) =>
      born(a) - born(b) ||
      compareText(named(a), named(b)) ||
      compareText(a.namespace, b.namespace) ||
      (a.source === b.source ? 0 : compareAge(a.source, b.source)),
  );
  const endpoints = (service: Service): readonly Endpoint[] =>
    workloads.filter(
      (e) =>
        e.namespace === service.namespace &&
        Object.entries(service.selector ?? {}).every(([k, v]) => e.labels[k] === v),
    );
  /** Of Kubernetes: the addresses of all slices, each with the version of its pod; else, without an address, the selected pods. */
  function kubernetes(service: Service): readonly string[] {
    const name = service.source.metadata.name;
    const slices = snapshot
      .list('EndpointSlice', service.namespace)
      .filter((s) => s.metadata.labels?.['kubernetes.io/service-name'] === name)
      .sort((a, b) => compareText(a.metadata.name, b.metadata.name));
    const selected = service.selector ? endpoints(service) : [];
    const seen = new Set<string>();
    const ofSlices = slices.flatMap(({ spec }) =>
      (spec.endpoints ?? []).flatMap(({ addresses = [], targetRef }) =>
        addresses.flatMap((address) => {
          const pod = targetRef
            ? pods.find((p) => p.namespace === service.namespace && p.workload === targetRef.name)
            : pods.find(
                (p) =>
                  p.namespace === service.namespace && p.address === address && p.health !== 'terminating',
              );
          if ((targetRef && !pod) || seen.has(address)) return [];
          seen.add(address);
          return `${address} ${pod?.workload ?? ''} ${JSON.stringify(pod?.labels ?? topologyLabels('', undefined))}`;
        }),
      ),
    );
    const ofPods = selected.flatMap((e) =>
      e.source.kind === 'Pod' && e.address && e.health !== 'terminating'
        ? `${e.address} ${e.workload} ${JSON.stringify(e.labels)}`
        : [],
    );
    const ofEntries = selected.flatMap((e) =>
      e.source.kind === 'WorkloadEntry' && e.health === 'healthy' && isIpAddress(e.address)
        ? `${e.address} ${e.workload} ${JSON.stringify(e.labels)}`
        : [],
    );
    const hasSlices = slices.length > 0 || service.address === '10.96.0.1';
    return [...(hasSlices ? ofSlices : ofPods), ...(service.resolution === 'STATIC' ? ofEntries : [])];
  }
  return services.map((service) => ({
    service,
    distribution: service.trafficDistribution ?? distributionOf(snapshot, service.namespace),
    ...(service.registry === 'Kubernetes'
      ? { endpoints: kubernetes(service) }
      : service.selector
        ? { endpoints: endpoints(service).filter((e) => e.health === 'healthy' && canServe(service, e)) }
        : {}),
  }));
}

const incremental = ({ services }: RegistrySnapshot) =>
  services.services.map((service) => ({
    service,
    distribution: services.trafficDistribution(service),
    ...(service.registry === 'Kubernetes'
      ? {
          endpoints: services
            .endpoints(service)
            .map((e) => `${e.address} ${e.workload} ${JSON.stringify(e.labels)}`),
        }
      : service.selector
        ? { endpoints: services.endpoints(service) }
        : {}),
  }));

const distributionOf = (snapshot: RegistrySnapshot, namespace: string) => {
  const written = snapshot.get('Namespace', '', namespace)?.metadata.annotations?.[DISTRIBUTION];
  return written === 'PreferClose' ? 'PreferSameZone' : undefined;
};

/** What is known of each host in each namespace, as text. */
function byHost(snapshot: RegistrySnapshot): ReadonlyMap<string, string> {
  const { services } = snapshot;
  const hosts = new Set(services.services.map((s) => `${s.namespace}/${s.hostname}`));
  return new Map(
    [...hosts].map((id) => {
      const [namespace = '', hostname = ''] = id.split('/');
      const siblings = services.of(namespace, hostname);
      return [
        id,
        JSON.stringify(siblings.map((s) => [s, services.endpoints(s), services.trafficDistribution(s)])),
      ];
    }),
  );
}

const pick = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const labels = fc.dictionary(pick('app', 'env'), pick('x', 'y'), { maxKeys: 2 });
const namespace = pick('one', 'two');

const metadata = {
  namespace,
  creationTimestamp: pick(undefined, undefined, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
};

const clean = (value: unknown): AnyObject => JSON.parse(JSON.stringify(value)) as AnyObject;

const serviceEntry = fc
  .record({
    metadata: fc.record({ ...metadata, name: pick('a', 'b', 'c', 'd') }),
    hosts: fc.subarray(['x.com', 'y.com', 'z.com'], { minLength: 1 }),
    addresses: fc.subarray(['10.0.0.1', '10.0.0.2', 'nonsense']),
    resolution: pick('STATIC', 'DNS'),
    workloadSelector: fc.option(fc.record({ labels }), { nil: undefined }),
  })
  .map(({ metadata: meta, ...spec }) =>
    clean({ apiVersion: 'networking.istio.io/v1', kind: 'ServiceEntry', metadata: meta, spec }),
  );

const workloadEntry = fc
  .record({
    metadata: fc.record({
      ...metadata,
      name: pick('w1', 'w2', 'w3', 'w4', 'w5'),
      labels,
      annotations: pick({}, {}, { 'proxy.istio.io/health-checks-enabled': 'true' }),
    }),
    spec: fc.record({ address: pick('10.1.0.1', '10.1.0.2', 'vm.example.com'), labels }),
    status: pick(undefined, { conditions: [{ type: 'Healthy', status: 'True' }] }),
  })
  .map((object) => clean({ apiVersion: 'networking.istio.io/v1', kind: 'WorkloadEntry', ...object }));

const service = fc
  .record({
    metadata: fc.record({ ...metadata, name: pick('k1', 'k2') }),
    spec: fc.record({ clusterIP: pick(undefined, 'None', '10.96.0.1'), selector: pick(undefined, labels) }),
  })
  .chain(({ metadata: meta, spec: { selector, ...spec } }) =>
    (selector ?? fc.constant(undefined)).map((found) =>
      clean({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: meta,
        spec: { ...spec, selector: found, ports: [{ port: 80 }] },
      }),
    ),
  );

const ips = ['10.2.0.1', '10.2.0.2', '10.2.0.3'] as const;

const pod = fc
  .record({
    metadata: fc.record({ ...metadata, name: pick('p1', 'p2', 'p3'), labels }),
    status: fc.record({
      podIP: pick(undefined, ...ips),
      phase: pick(undefined, 'Running', 'Failed'),
      conditions: pick(undefined, [{ type: 'Ready', status: 'True' }], [{ type: 'Ready', status: 'False' }]),
    }),
  })
  .map((parts) => clean({ apiVersion: 'v1', kind: 'Pod', ...parts, spec: {} }));

const sliceEndpoint = fc.record({
  addresses: fc.subarray([...ips], { minLength: 1, maxLength: 1 }),
  targetRef: fc.option(fc.record({ kind: fc.constant('Pod'), name: pick('p1', 'p2', 'p3') }), {
    nil: undefined,
  }),
});

const endpointSlice = fc
  .record({
    name: pick('e1', 'e2', 'e3'),
    namespace,
    of: pick('k1', 'k2', undefined),
    endpoints: fc.array(sliceEndpoint, { maxLength: 3 }),
  })
  .map(({ name, namespace: ns, of, endpoints }) =>
    clean({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name, namespace: ns, labels: { 'kubernetes.io/service-name': of } },
      spec: { addressType: 'IPv4', ports: [{ name: '', port: 80 }], endpoints },
    }),
  );

const namespaceObject = fc
  .record({ name: namespace, written: pick(undefined, 'PreferClose') })
  .map(({ name, written }) =>
    clean({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, namespace: '', annotations: { [DISTRIBUTION]: written } },
      spec: {},
    }),
  );

const object = fc.oneof(serviceEntry, workloadEntry, service, pod, endpointSlice, namespaceObject);
const batch = fc.array(object, { minLength: 1, maxLength: 4 });

const edit = fc.oneof(
  fc.record({ kind: fc.constant('apply' as const), objects: batch }),
  fc.record({ kind: fc.constant('replace' as const), owner: pick('f', 'g'), objects: fc.array(object) }),
  fc.record({ kind: fc.constant('delete' as const), object }),
);

describe('service index', () => {
  it('equals one built from scratch after any edits, and each change names the services that it changed', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 25 }), (edits) => {
        const registry = createRegistry();
        const changes: Change[] = [];
        registry.changes$.subscribe((change) => changes.push(change));
        const history: { snapshot: RegistrySnapshot; hosts: ReadonlyMap<string, string> }[] = [];
        for (const step of edits) {
          const before = registry.snapshot();
          const hostsBefore = byHost(before);
          history.push({ snapshot: before, hosts: hostsBefore });
          if (step.kind === 'apply') registry.apply(step.objects);
          else if (step.kind === 'replace') registry.replace(step.owner, step.objects);
          else registry.delete({ kind: step.object.kind, ...step.object.metadata });

          const after = registry.snapshot();
          expect(incremental(after)).to.deep.equal(fromScratch(after));

          const hostsAfter = byHost(after);
          const ids = new Set([...hostsBefore.keys(), ...hostsAfter.keys()]);
          const differing = [...ids].filter((id) => hostsBefore.get(id) !== hostsAfter.get(id));
          const last = after.generation > before.generation ? changes.at(-1) : undefined;
          const named = (last?.services ?? []).map((s) => `${s.namespace}/${s.hostname}`);
          expect(named).to.have.length(new Set(named).size);
          expect(named).to.include.members(differing);
          expect([...ids]).to.include.members(named);
        }
        for (const { snapshot, hosts } of history) expect(byHost(snapshot)).to.deep.equal(hosts);
      }),
      { numRuns: 300 },
    );
  });
});
