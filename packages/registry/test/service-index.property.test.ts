import { expect } from 'chai';
import fc from 'fast-check';
import type { AnyObject } from '@xdsim/api';
import { compareAge, createRegistry } from '../src/index.js';
import type { Change, Endpoint, RegistrySnapshot, Service } from '../src/index.js';
import { canServe, workloadEndpoint } from '../src/services/endpoints.js';
import { expandServiceEntry } from '../src/services/expand-service-entry.js';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The index as its rules say, with no thought of speed: what the incremental one has to equal. */
function fromScratch(snapshot: RegistrySnapshot) {
  const workloads = snapshot
    .list('WorkloadEntry')
    .map(workloadEndpoint)
    .filter((e) => e.health === 'healthy')
    .sort((a, b) => compareText(a.workload, b.workload));
  const services = snapshot
    .list('ServiceEntry')
    .flatMap(expandServiceEntry)
    .sort(
      (a, b) =>
        (a.source === b.source ? 0 : compareAge(a.source, b.source)) ||
        compareText(a.hostname, b.hostname) ||
        compareText(a.namespace, b.namespace),
    );
  const endpoints = (service: Service): readonly Endpoint[] =>
    workloads.filter(
      (e) =>
        e.namespace === service.namespace &&
        Object.entries(service.selector ?? {}).every(([k, v]) => e.labels[k] === v) &&
        canServe(service, e),
    );
  return services.map((service) => ({
    service,
    ...(service.selector ? { endpoints: endpoints(service) } : {}),
  }));
}

const incremental = ({ services }: RegistrySnapshot) =>
  services.services.map((service) => ({
    service,
    ...(service.selector ? { endpoints: services.endpoints(service) } : {}),
  }));

/** What is known of each host in each namespace, as text. */
function byHost(snapshot: RegistrySnapshot): ReadonlyMap<string, string> {
  const { services } = snapshot;
  const hosts = new Set(services.services.map((s) => `${s.namespace}/${s.hostname}`));
  return new Map(
    [...hosts].map((id) => {
      const [namespace = '', hostname = ''] = id.split('/');
      const siblings = services.of(namespace, hostname);
      return [id, JSON.stringify(siblings.map((s) => [s, services.endpoints(s)]))];
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

const object = fc.oneof(serviceEntry, workloadEntry);
const batch = fc.array(object, { minLength: 1, maxLength: 4 });

/** The place in a file that gives objects without a creation time their age. */
const placed = (owner: string, objects: readonly AnyObject[]): AnyObject[] =>
  objects.map((o, document) => ({ ...o, origin: { file: owner, line: 1, column: 1, document } }));

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
          else if (step.kind === 'replace') registry.replace(step.owner, placed(step.owner, step.objects));
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
      { numRuns: 150 },
    );
  });
});
