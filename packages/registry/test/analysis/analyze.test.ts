import { parse } from '@xdsim/api';
import { expect } from 'chai';
import { analyze, rules } from '../../src/analysis/index.js';
import { createRegistry } from '../../src/index.js';
import { analysis, manifest, serviceEntry } from './rule-test.js';

describe('analyze()', () => {
  it('finds nothing in nothing', () => {
    expect(analysis([])).to.deep.equal([]);
  });

  it('orders findings by file, then by place', () => {
    const registry = createRegistry();
    const text = [
      manifest('VirtualService', 'hosts: [b.internal]\nhttp: [{route: [{destination: {host: c.internal}}]}]'),
      manifest('DestinationRule', 'host: a.internal\nsubsets: [{name: v1}]'),
    ].join('\n---\n');
    for (const [name, file] of [
      ['y', 'b.yaml'],
      ['x', 'a.yaml'],
    ] as const) {
      registry.apply(parse(text.replaceAll('name: a}', `name: ${name}}`), { file }).objects);
    }
    const found = analyze(registry.snapshot()).map(({ file, line, code }) => `${file}:${line} ${code}`);
    expect(found.slice(0, 3)).to.deep.equal(['a.yaml:5 XDS0703', 'a.yaml:6 XDS0701', 'a.yaml:12 XDS0702']);
    expect([...found].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))).to.deep.equal(found);
  });

  it('runs the rules that it is given', () => {
    const yaml = [manifest('DestinationRule', 'host: a.internal\nsubsets: [{name: v1}]')];
    expect(analysis(yaml, { rules: rules.filter(({ name }) => name === 'weights') })).to.deep.equal([]);
    expect(analysis(yaml)).to.have.length(1);
  });

  it('takes who sees what by default from the mesh', () => {
    const yaml = [
      manifest(
        'VirtualService',
        'hosts: [cart.example.com]\nhttp: [{route: [{destination: {host: shop.example.com}}]}]',
      ),
      serviceEntry('cart'),
      serviceEntry('shop', {}, { namespace: 'b' }),
    ];
    const mesh = { defaultServiceExportTo: ['.'], defaultVirtualServiceExportTo: ['.'] };
    expect(analysis(yaml)).to.deep.equal([]);
    expect(analysis(yaml, { mesh }).map(({ code }) => code)).to.deep.equal(['XDS0719']);
  });

  it('takes the root namespace from the mesh', () => {
    const yaml = [
      manifest(
        'DestinationRule',
        "host: '*.example.com'\nexportTo: ['*']\ntrafficPolicy: {connectionPool: {tcp: {maxConnections: 1}}}",
        'name: a, namespace: config',
      ),
      serviceEntry('shop'),
    ];
    expect(analysis(yaml).map(({ code }) => code)).to.deep.equal(['XDS0721']);
    expect(analysis(yaml, { mesh: { rootNamespace: 'config' } })).to.deep.equal([]);
  });
});
