import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { selfSignedCertificate, startHttpBackend, startTlsBackend } from '@xdsim/testkit';
import type { HttpBackend, TlsBackend } from '@xdsim/testkit';

/** The backends of this folder. */
export interface Backends extends AsyncDisposable {
  readonly slow: HttpBackend;
  readonly simple: TlsBackend;
  /** Speaks to none but the holder of the client's certificate. */
  readonly mutual: TlsBackend;
}

/** Where `tls.yaml` says that the certificates are. */
export const certificates = '/tmp/xdsim-tls';

/** Starts the backends and writes, into a folder, the certificates with which they are to be spoken to. */
export async function startBackends(
  folder: string,
  ports: { readonly slow?: number; readonly simple?: number; readonly mutual?: number } = {},
): Promise<Backends> {
  const client = selfSignedCertificate({ commonName: 'client-1' });
  const { slow = 0, simple = 0, mutual = 0 } = ports;
  const backends = {
    slow: await startHttpBackend({ name: 'slow', port: slow }),
    simple: await startTlsBackend({ name: 'simple', port: simple, hosts: ['simple.example.com'] }),
    mutual: await startTlsBackend({
      name: 'mutual',
      port: mutual,
      hosts: ['mutual.example.com'],
      clientCa: client.cert,
    }),
  };
  await mkdir(folder, { recursive: true });
  const write = (file: string, text: string) => writeFile(join(folder, file), text, { mode: 0o600 });
  await write('client.pem', client.cert);
  await write('client-key.pem', client.key);
  await write('simple-ca.pem', backends.simple.certificate.cert);
  await write('mutual-ca.pem', backends.mutual.certificate.cert);
  return {
    ...backends,
    async [Symbol.asyncDispose]() {
      for (const backend of Object.values(backends)) await backend.close();
    },
  };
}
