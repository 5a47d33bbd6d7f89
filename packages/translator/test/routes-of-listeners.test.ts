import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';

const golden = path.join(import.meta.dirname, 'golden');

function documents(folder: string, file: string): readonly unknown[] {
  const at = path.join(golden, folder, file);
  return existsSync(at) ? parseAllDocuments(readFileSync(at, 'utf8')).map((d) => d.toJS() as unknown) : [];
}

/** The names under which listeners ask for routes, wherever they stand. */
function askedFor(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'route_config_name' ? [String(inner)] : askedFor(inner),
  );
}

describe('the routes that listeners ask for', () => {
  // An Envoy whose listener asks for routes that never come does not open that listener.
  it('are there, and no others', () => {
    let asked = 0;
    for (const folder of readdirSync(golden)) {
      const names = [...new Set(askedFor(documents(folder, 'listeners.yaml')))].sort();
      const routes = documents(folder, 'routes.yaml').map((r) => (r as { name: string }).name);
      expect(routes.sort(), folder).to.deep.equal(names);
      asked += names.length;
    }
    expect(asked).to.be.greaterThan(50);
  });
});
