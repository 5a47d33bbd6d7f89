import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { addressBytes } from '../address-bytes.js';
import {
  bitString,
  boolean,
  context,
  implicit,
  integer,
  objectId,
  octetString,
  sequence,
  set,
  time,
  utf8,
} from './der.js';

/** A certificate and its key, both PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateOptions {
  readonly commonName: string;
  /** The names and IP addresses that it is good for. */
  readonly hosts?: readonly string[];
  /** Whose it is, as URIs: a SPIFFE id, for instance. */
  readonly uris?: readonly string[];
  /** A day unless given; it is valid from an hour ago, as clocks differ. */
  readonly validForMs?: number;
}

const HOUR_MS = 3_600_000;

/**
 * Makes a self-signed certificate, good for servers and for clients, that can also stand as its own authority. Node can
 * read certificates but not make them: this writes the little of X.509 (RFC 5280) that it takes.
 *
 * @example
 * const { cert, key } = selfSignedCertificate({ commonName: 'client-1' });
 */
export function selfSignedCertificate(options: CertificateOptions): Certificate {
  const { commonName, hosts = [], uris = [], validForMs = 24 * HOUR_MS } = options;
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId('1.2.840.10045.4.3.2')); // ecdsa-with-SHA256
  const name = sequence(set(sequence(objectId('2.5.4.3'), utf8(commonName))));
  const now = Date.now();

  const content = sequence(
    context(0, integer(Buffer.from([2]))), // version 3
    integer(serialNumber()),
    algorithm,
    name,
    sequence(time(new Date(now - HOUR_MS)), time(new Date(now + validForMs))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensions(hosts, uris))),
  );
  const signature = sign('sha256', content, privateKey);
  return {
    cert: pem(sequence(content, algorithm, bitString(signature))),
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
  };
}

function extensions(hosts: readonly string[], uris: readonly string[]): readonly Buffer[] {
  const extension = (id: string, value: Buffer): Buffer => sequence(objectId(id), octetString(value));
  const basicConstraints = sequence(
    objectId('2.5.29.19'),
    boolean(true),
    octetString(sequence(boolean(true))),
  );
  const names = [
    ...[...new Set(hosts)].map(alternativeName),
    ...uris.map((uri) => implicit(6, Buffer.from(uri, 'latin1'))),
  ];
  const usages = sequence(objectId('1.3.6.1.5.5.7.3.1'), objectId('1.3.6.1.5.5.7.3.2')); // server, client
  return [
    basicConstraints,
    extension('2.5.29.37', usages),
    ...(names.length > 0 ? [extension('2.5.29.17', sequence(...names))] : []),
  ];
}

function alternativeName(host: string): Buffer {
  return isIP(host) ? implicit(7, addressBytes(host)) : implicit(2, Buffer.from(host, 'latin1'));
}

/** RFC 5280: positive, at most 20 bytes. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x3f) | 0x40, 0);
  return bytes;
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
