import path from 'node:path';
import type { AnyObject } from '@xdsim/api';
import { files } from '@xdsim/server';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';

const folder = path.join(import.meta.dirname, '../../examples/vms');
const host = 'customers.com';
const cluster = `outbound|80||${host}`;

describe('S3: VMs behind one host', () => {
  useEnvoyLog();
  for (const protocol of ['sotw', 'delta'] as const) {
    it(`answer in turn; one that is deleted leaves the other, and no request fails (${protocol})`, async () => {
      const names = ['customers-vm-1', 'customers-vm-2', 'customers-vm-9'];
      const machines = await Promise.all(names.map((name) => startHttpBackend({ name })));
      const atMachine = (object: AnyObject): AnyObject => {
        const machine = machines.find((m) => m.name === object.metadata.name);
        return object.kind === 'WorkloadEntry' && machine
          ? { ...object, spec: { ...object.spec, ports: { http: machine.port } } }
          : object;
      };
      try {
        await using mesh = await startMesh({
          sources: [files(folder, { map: atMachine })],
          servicePorts: [80],
          protocol,
        });
        const ask = async () => {
          const { status, headers } = await mesh.envoy.request({ port: mesh.port(80), host });
          return `${status} ${String(headers['x-backend'])}`;
        };
        const answers = async (times: number) => {
          const all: string[] = [];
          for (let i = 0; i < times; i++) all.push(await ask());
          return [...new Set(all)].sort();
        };
        // Both of this namespace; the third has the labels too, but lives elsewhere.
        expect(await answers(40)).to.deep.equal(['200 customers-vm-1', '200 customers-vm-2']);

        const stopped = new AbortController();
        const meanwhile: string[] = [];
        const traffic = (async () => {
          while (!stopped.signal.aborted) meanwhile.push(await ask());
        })();
        mesh.server.registry.delete({ kind: 'WorkloadEntry', namespace: 'default', name: 'customers-vm-1' });
        await mesh.server.settled();
        await mesh.envoy.until(async () => (await mesh.envoy.clusters()).get(cluster)?.hosts.length === 1, {
          what: `one host in ${cluster}`,
        });
        stopped.abort();
        await traffic;
        expect(meanwhile.filter((answer) => !answer.startsWith('200 '))).to.deep.equal([]);
        expect(meanwhile).not.to.be.empty;
        expect(await answers(20)).to.deep.equal(['200 customers-vm-2']);
      } finally {
        for (const machine of machines) await machine[Symbol.asyncDispose]();
      }
    });
  }
});
