import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  certificateFiles,
  type CertificateFiles,
  type CertificateFilesReport,
} from '../../access/certificate-files.js';
import type { TlsCertificates } from '../../access/tls.js';

/** A certificate for people and programs; they show a token, and no certificate of theirs. */
export type AdminTls =
  Pick<TlsCertificates, 'cert' | 'key'> | Pick<CertificateFiles, 'certFile' | 'keyFile' | 'refreshMs'>;

/** Who has not shaken hands by then is no visitor. */
const HANDSHAKE_MS = 10_000;

/**
 * A server of plain text or, with a certificate, of TLS alone. Files are followed until it closes, which it has to be also
 * if it never listened.
 *
 * @throws CertificateFileError when a file cannot be used
 */
export async function createHttpServer(
  options: ServerOptions,
  tls: AdminTls | undefined,
  report: CertificateFilesReport,
  handle: RequestListener,
): Promise<Server> {
  if (!tls) return createServer(options, handle);
  const patience = { ...options, handshakeTimeout: HANDSHAKE_MS };
  if (!('certFile' in tls)) return createTlsServer({ ...patience, cert: tls.cert, key: tls.key }, handle);
  const files = await certificateFiles(tls, report);
  const server = createTlsServer(patience, handle);
  const renew: Parameters<typeof files.addIdentityCertificateListener>[0] = (now) => {
    if (now) server.setSecureContext({ cert: now.certificate, key: now.privateKey });
  };
  files.addIdentityCertificateListener(renew);
  server.once('close', () => files.removeIdentityCertificateListener(renew));
  return server;
}
