import { X509Certificate } from 'node:crypto';
import type { Dump, DumpedSecret } from './dump.js';

const heading = ['RESOURCE NAME', 'TYPE', 'STATUS', 'VALID CERT', 'SERIAL NUMBER', 'NOT AFTER', 'NOT BEFORE'];

/** The secrets in istioctl's columns, a line a certificate. */
export const secretRows = ({ secrets }: Dump): readonly (readonly string[])[] => [
  heading,
  ...secrets.flatMap(rowsOf),
];

function rowsOf({ state, secret }: DumpedSecret): readonly (readonly string[])[] {
  const { name = '', tls_certificate, validation_context } = secret;
  const source = tls_certificate?.certificate_chain ?? validation_context?.trusted_ca;
  const type = tls_certificate ? 'Cert Chain' : validation_context ? 'CA' : '-';
  const certificates = certificatesIn(Buffer.from(source?.inline_bytes ?? '', 'base64').toString('latin1'));
  if (certificates.length === 0) return [[name, type, state, 'false', '-', '-', '-']];
  return certificates.map(({ validFrom, validTo, serialNumber }) => [
    name,
    type,
    state,
    String(new Date(validFrom) <= new Date() && new Date() <= new Date(validTo)),
    serialNumber.toLowerCase(),
    time(validTo),
    time(validFrom),
  ]);
}

const certificatesIn = (pem: string): readonly X509Certificate[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []).map(
    (one) => new X509Certificate(one),
  );

const time = (text: string): string => new Date(text).toISOString().replace('.000Z', 'Z');
