import path from 'node:path';
import type { AnyObject } from '@xdsim/api';
import { files } from '@xdsim/server';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import type { HttpBackend } from '@xdsim/testkit';
import { expect } from 'chai';

const folder = path.join(import.meta.dirname, '../../examples/external-service');
const host = 'independent.australiaeast.azurecontainer.io';
const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'];

/** Three instances on one port, at an address each, as one name resolves to them. */
async function startInstances(): Promise<readonly HttpBackend[]> {
  for (let attempt = 1; ; attempt++) {
    const backends: HttpBackend[] = [];
    try {
      for (const address of addresses) {
        const port = backends[0]?.port ?? 0;
        backends.push(await startHttpBackend({ name: address, host: address, port }));
      }
      return backends;
    } catch (error) {
      for (const backend of backends) await backend[Symbol.asyncDispose]();
      if (attempt === 10) throw error;
    }
  }
}

describe('S1: an external service, sticky by cookie', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`makes cookies, keeps their holders at one instance, and spreads the others (${protocol})`, async () => {
      const instances = await startInstances();
      const atInstances = (object: AnyObject): AnyObject =>
        object.kind === 'ServiceEntry'
          ? {
              ...object,
              spec: {
                ...object.spec,
                ports: object.spec.ports?.map((p) => ({ ...p, targetPort: instances[0]!.port })) ?? [],
              },
            }
          : object;
      try {
        await using mesh = await startMesh({
          sources: [files(folder, { map: atInstances })],
          servicePorts: [8080],
          names: { [host]: addresses },
          protocol,
        });
        const ask = (cookie?: string) =>
          mesh.envoy.request({
            port: mesh.port(8080),
            host,
            ...(cookie ? { headers: { cookie } } : {}),
          });
        const first = await ask();
        expect(first.status).to.equal(200);
        const [made] = [first.headers['set-cookie'] ?? []].flat();
        expect(made).to.match(/^user="[0-9a-f]+"; HttpOnly$/);
        const cookie = made?.split(';')[0];
        for (let i = 0; i < 10; i++) {
          const { headers } = await ask(cookie);
          expect(headers['x-backend']).to.equal(first.headers['x-backend']);
          expect(headers).not.to.have.property('set-cookie');
        }
        const seen = new Set<string>();
        for (let i = 0; i < 60; i++) seen.add(String((await ask()).headers['x-backend']));
        expect([...seen].sort()).to.deep.equal(addresses);
      } finally {
        for (const instance of instances) await instance[Symbol.asyncDispose]();
      }
    });
  }
});
