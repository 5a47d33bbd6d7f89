import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { diagnostic, type Diagnostic } from '@xdsim/api';
import type { experimental } from '@grpc/grpc-js';
import { followFiles } from './follow-files.js';

/** PEM files. They are read again when they change; new connections get what they hold then. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
  /** Given, a client must show a certificate of this authority. */
  readonly clientCaFile?: string;
  /** How often to look, whatever the system says of changes; 5 seconds unless given. */
  readonly refreshMs?: number;
}

/** Told what is wrong with the files now: nothing, when all is well again. */
export type CertificateFilesReport = (wrong: readonly Diagnostic[]) => void;

/** A certificate, a key or an authority that cannot be used. */
export class CertificateFileError extends Error {
  override readonly name = 'CertificateFileError';
}

type Provider = experimental.CertificateProvider;
type IdentityListener = Parameters<Provider['addIdentityCertificateListener']>[0];
type CaListener = Parameters<Provider['addCaCertificateListener']>[0];

interface Read {
  readonly cert: Buffer;
  readonly key: Buffer;
  readonly ca: Buffer | undefined;
}

const REFRESH_MS = 5_000;

/**
 * Certificates for gRPC, from files. Its own provider refuses every connection while a file cannot be read, or the
 * certificate and the key are not of one kind because only one of them is written yet: this one keeps the last good.
 *
 * @throws CertificateFileError when the files cannot be used at first
 */
export async function certificateFiles(
  files: CertificateFiles,
  report: CertificateFilesReport,
): Promise<Provider> {
  const identityListeners = new Set<IdentityListener>();
  const caListeners = new Set<CaListener>();
  let current = await read(files);
  let stopFollowing: (() => void) | undefined;

  const tellIdentity = (to: IdentityListener): void =>
    to({ certificate: current.cert, privateKey: current.key });
  const tellCa = (to: CaListener): void => to(current.ca ? { caCertificate: current.ca } : null);

  async function refresh(): Promise<void> {
    try {
      const next = await read(files);
      if (!isSame(current, next)) {
        current = next;
        for (const listener of caListeners) tellCa(listener);
        for (const listener of identityListeners) tellIdentity(listener);
      }
      report([]);
    } catch (error) {
      report([failure(error)]);
    }
  }

  // gRPC listens from when it has a port until it has closed it.
  function added(): void {
    const { certFile, keyFile, clientCaFile, refreshMs: everyMs = REFRESH_MS } = files;
    const all = [certFile, keyFile, ...(clientCaFile === undefined ? [] : [clientCaFile])];
    stopFollowing ??= followFiles(all, refresh, { everyMs, failed: (error) => report([failure(error)]) });
  }
  function removed(): void {
    if (identityListeners.size + caListeners.size > 0) return;
    stopFollowing?.();
    stopFollowing = undefined;
  }

  // gRPC is ready to be told only after it has asked.
  return {
    addIdentityCertificateListener(listener) {
      identityListeners.add(listener);
      added();
      queueMicrotask(() => tellIdentity(listener));
    },
    removeIdentityCertificateListener(listener) {
      identityListeners.delete(listener);
      removed();
    },
    addCaCertificateListener(listener) {
      caListeners.add(listener);
      added();
      queueMicrotask(() => tellCa(listener));
    },
    removeCaCertificateListener(listener) {
      caListeners.delete(listener);
      removed();
    },
  };
}

async function read({ certFile, keyFile, clientCaFile }: CertificateFiles): Promise<Read> {
  const [cert, key, ca] = await Promise.all([
    contents(certFile),
    contents(keyFile),
    clientCaFile === undefined ? undefined : contents(clientCaFile),
  ]);
  try {
    createSecureContext({ cert, key, ca });
  } catch (error) {
    throw new CertificateFileError(
      `${certFile} and ${keyFile}${clientCaFile === undefined ? '' : `, with ${clientCaFile},`} cannot be used: ${reasonOf(error)}`,
    );
  }
  return { cert, key, ca };
}

async function contents(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CertificateFileError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const isSame = (one: Read, other: Read): boolean =>
  one.cert.equals(other.cert) &&
  one.key.equals(other.key) &&
  (one.ca === other.ca || (one.ca && other.ca ? one.ca.equals(other.ca) : false));

const failure = (error: unknown): Diagnostic =>
  diagnostic('XDS0630', {
    message: `${reasonOf(error)}; the certificate before stays in use`,
    help: 'write the certificate and its key, both as PEM, and each at once: to another name first, then renamed',
  });
