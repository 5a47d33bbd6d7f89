import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import type { Secret } from '@xdsim/envoy';
import type { SecretFiles } from './secret-files.js';

/** What the files of one secret hold. */
export type SecretContents = Pick<Secret, 'tls_certificate' | 'validation_context'>;

/** A secret as it is in its files. */
export interface ReadSecret {
  readonly contents: SecretContents;
  /** When the first of its certificates expires, in seconds since 1970. */
  readonly expiry: number;
}

/** A file that cannot be used for a secret. */
export class SecretFileError extends Error {
  override readonly name = 'SecretFileError';
}

/**
 * Reads the files of a secret and checks that proxies can use them.
 *
 * @throws SecretFileError when they cannot; it says nothing of what is in them
 */
export async function readSecret(files: SecretFiles): Promise<ReadSecret> {
  const { certificateChain, privateKey, trustedCa, crl } = files;
  const pair =
    certificateChain !== undefined && privateKey !== undefined
      ? await readPair(certificateChain, privateKey)
      : undefined;
  const authority = trustedCa === undefined ? undefined : await readAuthority(trustedCa, crl);
  return {
    contents: {
      ...(pair && { tls_certificate: pair.tls_certificate }),
      ...(authority && { validation_context: authority.validation_context }),
    },
    expiry: Math.min(...[pair, authority].flatMap((part) => part?.certificates ?? []).map(endOf)),
  };
}

async function readPair(chainFile: string, keyFile: string) {
  const [chain, key] = [await contents(chainFile), await contents(keyFile)];
  const certificates = certificatesIn(chainFile, chain);
  if (!certificates[0]?.checkPrivateKey(keyIn(keyFile, key)))
    throw new SecretFileError(`${keyFile} is not the key of the first certificate in ${chainFile}`);
  return {
    certificates,
    tls_certificate: { certificate_chain: inline(chain), private_key: inline(key) },
  } as const;
}

async function readAuthority(caFile: string, crlFile: string | undefined) {
  const ca = await contents(caFile);
  const certificates = certificatesIn(caFile, ca);
  if (crlFile === undefined) return { certificates, validation_context: { trusted_ca: inline(ca) } };
  const crl = await contents(crlFile);
  use(crlFile, 'a list of revoked certificates', () => createSecureContext({ crl }));
  return { certificates, validation_context: { trusted_ca: inline(ca), crl: inline(crl) } };
}

const endOf = ({ validTo }: X509Certificate): number => Date.parse(validTo) / 1000;

async function contents(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new SecretFileError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

const certificate = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** The certificates in a file, of which there is one at least. */
function certificatesIn(file: string, pem: Buffer): readonly X509Certificate[] {
  const all = pem.toString('latin1').match(certificate) ?? [];
  if (all.length === 0) throw new SecretFileError(`${file} holds no certificate as PEM`);
  return all.map((one) => use(file, 'a certificate', () => new X509Certificate(one)));
}

const keyIn = (file: string, pem: Buffer): KeyObject =>
  use(file, 'a private key as PEM, without a passphrase', () => createPrivateKey(pem));

function use<T>(file: string, what: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new SecretFileError(`${file} does not hold ${what}: ${reasonOf(error)}`);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const inline = (pem: Buffer) => ({ inline_bytes: pem.toString('base64') });
