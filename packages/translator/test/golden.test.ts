import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from '@xdsim/api';
import { resourceTypes, toJson } from '@xdsim/envoy';
import { createRegistry } from '@xdsim/registry';
import { expect } from 'chai';
import { parse as parseYaml, stringify } from 'yaml';
import { createProxy, defaultMeshConfig, translate } from '../src/index.js';

// Each folder of golden/ is a case: input.yaml holds the objects, proxy.yaml (if there) who asks and with which options;
// the other files are the answer, one per type of resource. `npm run golden` rewrites the answers and removes stale ones.
const golden = path.join(import.meta.dirname, 'golden');
const inputs = new Set(['input.yaml', 'proxy.yaml']);

/** The answer as files: name → text. A type without resources has no file. */
function answer(folder: string): ReadonlyMap<string, string> {
  const read = (name: string) => readFileSync(path.join(folder, name), 'utf8');
  const settings = existsSync(path.join(folder, 'proxy.yaml')) ? parseYaml(read('proxy.yaml')) : {};
  const { proxy = {}, mesh = {}, ...options } = settings;
  const parsed = parse(read('input.yaml'), { file: 'input.yaml' });
  const registry = createRegistry();
  registry.apply(parsed.objects);
  const { resources, diagnostics } = translate(registry.snapshot(), createProxy(proxy), {
    mesh: { ...defaultMeshConfig, ...mesh },
    ...options,
  });
  const files = new Map<string, string>();
  for (const type of resourceTypes) {
    const documents = [...resources[type].values()].map((r) =>
      stringify(toJson(r), { lineWidth: 0, aliasDuplicateObjects: false }),
    );
    if (documents.length) files.set(`${type}.yaml`, documents.join('---\n'));
  }
  const lines = [...parsed.diagnostics, ...diagnostics].map(
    (d) => `${d.severity}[${d.code}] ${d.line}:${d.column} ${d.path ?? ''}: ${d.message}\n`,
  );
  if (lines.length) files.set('diagnostics.txt', lines.join(''));
  return files;
}

function rewrite(folder: string, files: ReadonlyMap<string, string>): void {
  for (const name of readdirSync(folder)) {
    if (!inputs.has(name) && !files.has(name)) rmSync(path.join(folder, name));
  }
  for (const [name, text] of files) writeFileSync(path.join(folder, name), text);
}

describe('golden: translation of', () => {
  const cases = readdirSync(golden);
  it('at least one case is there', () => expect(cases).to.not.be.empty);
  for (const name of cases) {
    it(name, () => {
      const folder = path.join(golden, name);
      const files = answer(folder);
      if (process.env['UPDATE_GOLDEN']) rewrite(folder, files);
      const present = readdirSync(folder).filter((f) => !inputs.has(f));
      const expected = Object.fromEntries(
        present.map((f) => [f, readFileSync(path.join(folder, f), 'utf8')]),
      );
      expect(Object.fromEntries(files)).to.deep.equal(expected);
    });
  }
});
