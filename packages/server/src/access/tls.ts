import type { SecureServerOptions } from 'node:http2';
import { experimental, ServerCredentials } from '@grpc/grpc-js';
import { certificateFiles, type CertificateFiles, type CertificateFilesReport } from './certificate-files.js';

/** PEM, as read from files: it holds until the server closes. */
export interface TlsCertificates {
  readonly cert: Buffer;
  readonly key: Buffer;
  /** Given, a client must show a certificate of this authority. */
  readonly clientCa?: Buffer;
}

export type TlsOptions = TlsCertificates | CertificateFiles;

/** Whether clients have to show a certificate. */
export const isMutual = (tls: TlsOptions | undefined): boolean =>
  tls !== undefined && ('certFile' in tls ? tls.clientCaFile : tls.clientCa) !== undefined;

/** What gRPC tells Node of a secure server and does not hand out: the test of half-open handshakes fails without it. */
interface InnerCredentials {
  _getConstructorOptions(): SecureServerOptions;
}

/**
 * Credentials whose clients have so long for the handshake. Node gives them two minutes, and gRPC has no option.
 *
 * @throws CertificateFileError when a file cannot be used
 */
export async function serverCredentials(
  tls: TlsOptions | undefined,
  handshakeMs: number,
  report: CertificateFilesReport,
): Promise<ServerCredentials> {
  if (!tls) return ServerCredentials.createInsecure();
  const secure = await secureCredentials(tls, report);
  const inner = secure as unknown as InnerCredentials;
  Object.assign(inner._getConstructorOptions(), { handshakeTimeout: handshakeMs });
  return secure;
}

async function secureCredentials(
  tls: TlsOptions,
  report: CertificateFilesReport,
): Promise<ServerCredentials> {
  if (!('certFile' in tls)) {
    const pair = { cert_chain: tls.cert, private_key: tls.key };
    return ServerCredentials.createSsl(tls.clientCa ?? null, [pair], tls.clientCa !== undefined);
  }
  const files = await certificateFiles(tls, report);
  return experimental.createCertificateProviderServerCredentials(
    files,
    isMutual(tls) ? files : null,
    isMutual(tls),
  );
}
