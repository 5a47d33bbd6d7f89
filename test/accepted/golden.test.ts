import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { startAcceptance, type Acceptance } from './accept.js';

// What the golden folders expect is what we say to proxies: a real Envoy has to accept all of it.
// What is for gRPC clients without a proxy a gRPC client accepts, in test/grpc-client.
const golden = path.join(import.meta.dirname, '../../packages/translator/test/golden');

const documents = (folder: string, name: string): Record<string, unknown>[] =>
  existsSync(path.join(folder, name))
    ? parseAllDocuments(readFileSync(path.join(folder, name), 'utf8')).map((d) => d.toJS())
    : [];

const isProxyless = (proxy: unknown): boolean =>
  typeof proxy === 'object' && proxy !== null && 'type' in proxy && proxy.type === 'proxyless';

const isForEnvoy = (name: string): boolean =>
  !documents(path.join(golden, name), 'proxy.yaml').some(({ proxy }) => isProxyless(proxy));

describe('a real Envoy accepts what is expected for', () => {
  let acceptance: Acceptance;
  before(async () => {
    acceptance = await startAcceptance();
  });
  after(() => acceptance[Symbol.asyncDispose]());

  const cases = readdirSync(golden).filter(isForEnvoy);
  it('at least one case', () => expect(cases).to.not.be.empty);
  for (const name of cases) {
    it(name, async () => {
      const of = (type: string) => documents(path.join(golden, name), `${type}.yaml`);
      await acceptance.accept({
        clusters: of('clusters'),
        endpoints: of('endpoints'),
        listeners: of('listeners'),
        routes: of('routes'),
      });
    });
  }
});
