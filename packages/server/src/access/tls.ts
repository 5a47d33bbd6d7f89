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

/**
 * @throws CertificateFileError when a file cannot be used
 */
export async function serverCredentials(
  tls: TlsOptions | undefined,
  report: CertificateFilesReport,
): Promise<ServerCredentials> {
  if (!tls) return ServerCredentials.createInsecure();
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
