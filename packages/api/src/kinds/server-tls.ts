import { bool, enumeration, type Infer, list, message, string } from '../schema/schema.js';

const protocolVersion = enumeration('TLS_AUTO', 'TLSV1_0', 'TLSV1_1', 'TLSV1_2', 'TLSV1_3');

/** TLS towards clients: of a server of a Gateway, or of an ingress listener of a Sidecar. */
export const serverTls = message({
  httpsRedirect: bool,
  mode: enumeration('PASSTHROUGH', 'SIMPLE', 'MUTUAL', 'AUTO_PASSTHROUGH', 'ISTIO_MUTUAL', 'OPTIONAL_MUTUAL'),
  serverCertificate: string,
  privateKey: string,
  caCertificates: string,
  caCrl: string,
  tlsCertificates: list(message({ serverCertificate: string, privateKey: string, caCertificates: string })),
  credentialName: string,
  credentialNames: list(string),
  caCertCredentialName: string,
  subjectAltNames: list(string),
  verifyCertificateSpki: list(string),
  verifyCertificateHash: list(string),
  minProtocolVersion: protocolVersion,
  maxProtocolVersion: protocolVersion,
  cipherSuites: list(string),
});

export interface ServerTlsSettings extends Infer<typeof serverTls> {}
