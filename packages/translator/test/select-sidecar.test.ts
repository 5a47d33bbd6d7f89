import { parse } from '@xdsim/api';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { createProxy, defaultMeshConfig } from '../src/index.js';
import { clientOf } from '../src/proxy/client.js';
import { selectSidecar } from '../src/scope/select-sidecar.js';

interface Written {
  readonly name: string;
  readonly namespace?: string;
  readonly selector?: Record<string, string>;
  readonly created?: string;
}

function sidecar({ name, namespace = 'shop', selector, created }: Written): string {
  return JSON.stringify({
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name, namespace, ...(created ? { creationTimestamp: created } : {}) },
    spec: {
      egress: [{ hosts: ['*/*'] }],
      ...(selector ? { workloadSelector: { labels: selector } } : {}),
    },
  });
}

describe('the Sidecar that holds for a proxy of namespace shop with the label app: web', () => {
  const [web, db] = [{ app: 'web' }, { app: 'db' }];
  const cases: readonly [rule: string, sidecars: readonly Written[], holds: string | undefined][] = [
    ['is none when there is none', [], undefined],
    ['is its namespace’s', [{ name: 'own' }], 'own'],
    ['is not another namespace’s', [{ name: 'other', namespace: 'other' }], undefined],
    ['is the one that selects it', [{ name: 'all' }, { name: 'web', selector: web }], 'web'],
    ['is not one that selects others', [{ name: 'db', selector: db }, { name: 'all' }], 'all'],
    ['is none if all select others', [{ name: 'db', selector: db }], undefined],
    [
      'is the first by name of two of one age that select it, wherever they stand',
      [
        { name: 'b', selector: web },
        { name: 'a', selector: web },
      ],
      'a',
    ],
    [
      'is the oldest of two that select it',
      [
        { name: 'young', selector: web, created: '2026-02-01T00:00:00Z' },
        { name: 'old', selector: web, created: '2026-01-01T00:00:00Z' },
      ],
      'old',
    ],
    ['is the first by name of two of one age that select all', [{ name: 'b' }, { name: 'a' }], 'a'],
    ['is the one of the root namespace', [{ name: 'root', namespace: 'istio-system' }], 'root'],
    [
      'is not one of the root namespace that selects workloads',
      [{ name: 'root', namespace: 'istio-system', selector: web }],
      undefined,
    ],
    [
      'is its own namespace’s before the root’s',
      [{ name: 'root', namespace: 'istio-system' }, { name: 'own' }],
      'own',
    ],
    [
      'is the root’s if those of its namespace select others',
      [
        { name: 'db', selector: db },
        { name: 'root', namespace: 'istio-system' },
      ],
      'root',
    ],
    ['may select by nothing, which is all', [{ name: 'empty', selector: {} }, { name: 'all' }], 'empty'],
  ];
  for (const [rule, sidecars, holds] of cases) {
    it(rule, () => {
      const registry = createRegistry();
      registry.apply(parse(sidecars.map(sidecar).join('\n---\n'), { file: 'mesh.yaml' }).objects);
      const proxy = createProxy({ namespace: 'shop', labels: web });
      const found = selectSidecar(registry.snapshot(), 'shop', clientOf(proxy), defaultMeshConfig);
      expect(found?.metadata.name).to.equal(holds);
    });
  }
});
