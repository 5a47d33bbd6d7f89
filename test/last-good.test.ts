import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { files } from '@xdsim/server';
import type { Server, ServerEvent } from '@xdsim/server';
import { startHttpBackend, startMesh, useEnvoyLog } from '@xdsim/testkit';
import { expect } from 'chai';
import { filter, firstValueFrom, timeout } from 'rxjs';

const serviceEntry = (name: string, servicePort: number, backendPort: number, extra = '') => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: ${name} }
spec:
  hosts: [${name}.example.com]
  ports: [{ number: ${servicePort}, name: http, protocol: HTTP }]
  resolution: STATIC
  endpoints: [{ address: 127.0.0.1, ports: { http: ${backendPort} } }]
${extra}`;

const next = <K extends ServerEvent['kind']>(server: Server, kind: K, source?: string) =>
  firstValueFrom(
    server.events$.pipe(
      filter((e): e is Extract<ServerEvent, { kind: K }> => e.kind === kind),
      filter((e) => source === undefined || ('source' in e && e.source === source)),
      timeout(10_000),
    ),
  );

describe('a real Envoy keeps the last good configuration', () => {
  useEnvoyLog();
  let folder = '';
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'last-good-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const mistakes: [string, string, (good: string) => string][] = [
    ['YAML that does not parse', 'XDS0101', (good) => good.replace('spec:', 'spec: [')],
    ['a misspelt field', 'XDS0213', (good) => good.replace('hosts', 'hots')],
    ['a wrong type', 'XDS0207', (good) => good.replace('number: 80', 'number: eighty')],
    ['no hosts', 'XDS0213', (good) => good.replace(/ {2}hosts.*\n/, '')],
  ];
  for (const [title, code, spoil] of mistakes) {
    it(`when a file comes to hold ${title}, and takes what is right in other files`, async () => {
      await using backend = await startHttpBackend({ name: 'backend' });
      const file = path.join(folder, 'a.yaml');
      const good = serviceEntry('a', 80, backend.port);
      await writeFile(file, good);
      await using mesh = await startMesh({ sources: [files(folder)], servicePorts: [80] });
      const ask = async (host: string) => (await mesh.envoy.request({ port: mesh.port(80), host })).status;
      expect(await ask('a.example.com')).to.equal(200);

      const reported = next(mesh.server, 'diagnostics', file);
      await writeFile(file, spoil(good));
      const { diagnostics } = await reported;
      expect(diagnostics.map((d) => d.code)).to.include(code);
      expect(diagnostics[0]?.file).to.equal(file);
      expect(diagnostics[0]?.line).to.be.greaterThan(0);
      expect(await ask('a.example.com')).to.equal(200);

      const settled = next(mesh.server, 'settled');
      await writeFile(path.join(folder, 'b.yaml'), serviceEntry('b', 80, backend.port));
      await settled;
      expect(await ask('b.example.com')).to.equal(200);
      expect(await ask('a.example.com')).to.equal(200);
    });
  }

  it('when a listener cannot bind: the place is named, the others work', async () => {
    await using backend = await startHttpBackend({ name: 'backend' });
    await writeFile(path.join(folder, 'a.yaml'), serviceEntry('a', 80, backend.port));
    await using mesh = await startMesh({ sources: [files(folder)], servicePorts: [80, 81] });
    // Somebody else takes the port that stands for service port 81.
    const taken = mesh.port(81);
    const holder = createTcpServer();
    await new Promise<void>((resolve) => holder.listen(taken, '127.0.0.1', resolve));
    try {
      const file = path.join(folder, 'b.yaml');
      const rejected = next(mesh.server, 'nacked');
      await writeFile(file, serviceEntry('b', 81, backend.port));
      const { diagnostic } = await rejected;
      expect([diagnostic.code, diagnostic.file, diagnostic.line]).to.deep.equal(['XDS0602', file, 2]);
      expect(diagnostic.message).to.contain(String(taken));
      expect((await mesh.envoy.request({ port: mesh.port(80), host: 'a.example.com' })).status).to.equal(200);
    } finally {
      await new Promise((resolve) => holder.close(resolve));
    }
  });
});
