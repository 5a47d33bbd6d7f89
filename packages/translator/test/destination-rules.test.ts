import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy, defaultMeshConfig, translate } from '../src/index.js';
import type { Proxy } from '../src/index.js';

const header = 'apiVersion: networking.istio.io/v1';

/** `namespace/name: host, …`, oldest first, as YAML. */
const rules = (...lines: readonly string[]): readonly string[] =>
  lines.map((line) => {
    const [, namespace, name, spec] = /^(.+?)\/(.+?): (.*)$/.exec(line) ?? [];
    return `{${header}, kind: DestinationRule, metadata: {name: ${name}, namespace: ${namespace}}, spec: {host: ${spec}}}`;
  });

/** The names of the rules that hold for a host, merged; `undefined` for none. */
function found(
  all: readonly string[],
  proxy: Partial<Proxy> = {},
  [namespace, hostname]: readonly [string, string] = ['default', 's.example.com'],
  mesh = defaultMeshConfig,
): readonly string[] | undefined {
  const service = `{${header}, kind: ServiceEntry, metadata: {name: s, namespace: ${namespace}},
    spec: {hosts: ['${hostname}'], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC}}`;
  const registry = createRegistry();
  registry.apply(parse([service, ...all].join('\n---\n'), { file: 'rules.yaml' }).objects);
  const { provenance } = translate(registry.snapshot(), createProxy(proxy), { mesh });
  const sources = provenance.get(`clusters/outbound|80||${hostname}`) ?? [];
  const names = sources.filter(({ kind }) => kind === 'DestinationRule').map((r) => r.metadata.name);
  return names.length ? names : undefined;
}

const S = 's.example.com';

describe('the destination rule of a service', () => {
  it('is that of the client’s namespace, else the service’s, else the root’s', () => {
    const all = rules(`client/a: ${S}`, `default/b: ${S}`, `istio-system/c: ${S}`, `elsewhere/d: ${S}`);
    expect(found(all, { namespace: 'client' })).to.deep.equal(['a']);
    expect(found(all, { namespace: 'other' })).to.deep.equal(['b']);
    expect(found(all, { namespace: 'other' }, ['shop', S])).to.deep.equal(['c']);
    expect(found(rules(`elsewhere/d: ${S}`))).to.equal(undefined);
  });

  it('of the nearest namespace wins even as a wildcard, and within it the most specific host', () => {
    const all = rules('client/a: "*"', 'client/b: "*.com"', `default/c: ${S}`);
    expect(found(all, { namespace: 'client' })).to.deep.equal(['b']);
  });

  it('for a wildcard is that of the wildcard, or of one that covers it', () => {
    const all = rules('default/a: "*.example.com"', `default/b: ${S}`, 'default/c: "*.com"');
    expect(found(all, {}, ['default', '*.example.com'])).to.deep.equal(['a']);
    expect(found(all, {}, ['default', '*.a.com'])).to.deep.equal(['c']);
    expect(found(all, {}, ['default', 'com'])).to.equal(undefined);
  });

  it('is seen where it is exported to', () => {
    const visible = (exportTo: string, namespace: string) =>
      found(rules(`default/a: ${S}, exportTo: [${exportTo}]`), { namespace }) !== undefined;
    expect([visible('.', 'default'), visible('.', 'client')]).to.deep.equal([true, false]);
    expect([visible('client', 'default'), visible('client', 'client')]).to.deep.equal([false, true]);
    expect([visible('"*"', 'client'), visible('default', 'client')]).to.deep.equal([true, false]);
  });

  it('that says nothing is exported as the mesh says', () => {
    const mesh = { ...defaultMeshConfig, defaultDestinationRuleExportTo: ['.'] };
    const all = rules(`default/a: ${S}`);
    expect(found(all, { namespace: 'client' }, ['default', S], mesh)).to.equal(undefined);
    expect(found(all, {}, ['default', S], mesh)).to.deep.equal(['a']);
  });

  it('in the root namespace is its own only if it is private', () => {
    const proxy = { namespace: 'istio-system' };
    const open = rules('istio-system/a: "*.com"', `default/b: ${S}`);
    expect(found(open, proxy)).to.deep.equal(['b']);
    const closed = rules('istio-system/a: "*.com", exportTo: [.]', `default/b: ${S}`);
    expect(found(closed, proxy)).to.deep.equal(['a']);
  });

  it('for a selected workload is private, wins over others, and takes on what those add', () => {
    const all = rules(
      `default/plain: ${S}, exportTo: [.]`,
      `default/web: ${S}, workloadSelector: {matchLabels: {app: web}}`,
    );
    expect(found(all, { labels: { app: 'web' } })).to.deep.equal(['web', 'plain']);
    expect(found(all, { labels: { app: 'web' }, namespace: 'client' })).to.equal(undefined);
  });

  it('is lost for workloads that are not selected where one for all is exported as one that selects', () => {
    const selecting = `default/web: ${S}, workloadSelector: {matchLabels: {app: web}}`;
    const api = { labels: { app: 'api' } };
    expect(found(rules(`default/plain: ${S}, exportTo: [.]`, selecting), api)).to.equal(undefined);
    for (const kept of ['', ', exportTo: [default]', ', exportTo: [".", client]', ', exportTo: ["*"]'])
      expect(found(rules(`default/plain: ${S}${kept}`, selecting), api), kept).to.deep.equal(['plain']);
    const others = rules(selecting, `default/a: ${S}`, `default/b: ${S}, exportTo: [.]`);
    expect(found(others, api)).to.deep.equal(['b']);
  });

  it('is merged from those of a host that are exported alike, or ever wider', () => {
    const all = rules(
      `default/a: ${S}, exportTo: [client]`,
      `default/b: ${S}, exportTo: [client]`,
      `default/c: ${S}, exportTo: [client, other]`,
    );
    expect(found(all, { namespace: 'client' })).to.deep.equal(['a', 'b', 'c']);
    // Istio's: what was merged into a narrower rule is not there for those that only it was exported to.
    expect(found(all, { namespace: 'other' })).to.equal(undefined);
  });

  it('is the latest of those that are exported differently', () => {
    const all = rules(`default/a: ${S}, exportTo: [client]`, `default/b: ${S}`);
    expect(found(all, { namespace: 'client' })).to.deep.equal(['b']);
  });

  it('is found by the completed name of a short host', () => {
    const all = rules('shop/a: cart');
    expect(found(all, {}, ['shop', 'cart.shop.svc.cluster.local'])).to.deep.equal(['a']);
  });
});
