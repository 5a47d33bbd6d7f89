import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@xdsim/api';
import { resourceTypes } from '@xdsim/envoy';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import fc from 'fast-check';
import { createProxy, translate } from '../src/index.js';
import type { Proxy } from '../src/index.js';

const golden = path.join(import.meta.dirname, 'golden');
const objects = readdirSync(golden)
  .filter((name) => existsSync(path.join(golden, name, 'input.yaml')))
  .flatMap((name) => {
    const file = `${name}.yaml`;
    return parse(readFileSync(path.join(golden, name, 'input.yaml'), 'utf8'), { file, namespace: name })
      .objects;
  });

const proxies: readonly Partial<Proxy>[] = [
  { interception: 'none' },
  { interception: 'redirect' },
  { type: 'proxyless' },
];

function versions(order: typeof objects, fields: Partial<Proxy>) {
  const registry = createRegistry();
  for (const object of order) registry.apply([object]);
  const proxy = createProxy({ namespace: 'external-dns', ...fields });
  const { resources, diagnostics } = translate(registry.snapshot(), proxy);
  return [
    resourceTypes.map((type) => [...resources[type].values()].map((r) => `${r.name} ${r.version}`)),
    diagnostics.map((d) => `${d.code} ${d.file} ${d.line}`),
  ];
}

describe('translation', () => {
  it('gives the same bytes in the same order, whatever the order in which the objects came', () => {
    expect(objects.length).to.be.greaterThan(50);
    for (const proxy of proxies) {
      const expected = versions(objects, proxy);
      fc.assert(
        fc.property(fc.shuffledSubarray([...objects], { minLength: objects.length }), (shuffled) => {
          expect(versions(shuffled, proxy)).to.deep.equal(expected);
        }),
        { numRuns: 15 },
      );
    }
  });
});
