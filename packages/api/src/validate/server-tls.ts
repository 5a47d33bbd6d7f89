import type { ServerTlsSettings } from '../kinds/server-tls.js';
import type { Path } from '../path.js';
import type { Findings } from './findings.js';
import { quote } from './quote.js';

/** TLS towards clients: where the certificates come from depends on the mode. */
export function checkServerTls(findings: Findings, path: Path, tls: ServerTlsSettings): void {
  checkCiphers(findings, path, tls);
  const { mode = 'PASSTHROUGH', credentialName = '', credentialNames = [], tlsCertificates = [] } = tls;
  const given = sources(tls);
  if (mode === 'ISTIO_MUTUAL') {
    for (const name of Object.keys(given)) {
      const help = 'remove it, or use mode MUTUAL';
      findings.add(
        [...path, name],
        'XDS0355',
        `mode ISTIO_MUTUAL has the mesh's certificates, not ${name}`,
        help,
      );
    }
    return;
  }
  if (mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH') {
    const [unused] = [...Object.keys(given), ...(tls.caCrl ? ['caCrl'] : [])];
    if (unused !== undefined) {
      const help = 'remove them, or use a mode that ends TLS, such as SIMPLE';
      findings.add([...path, unused], 'XDS0357', `mode ${mode} uses no certificates`, help);
    }
  }
  const isPair = Boolean(tls.serverCertificate) && Boolean(tls.privateKey);
  const ways = [
    ...(isPair ? ['serverCertificate'] : []),
    ...(credentialName ? ['credentialName'] : []),
    ...(credentialNames.length > 0 ? ['credentialNames'] : []),
    ...(tlsCertificates.length > 0 ? ['tlsCertificates'] : []),
  ];
  const [first, second] = ways;
  if (first !== undefined && second !== undefined) {
    findings.add(
      [...path, second],
      'XDS0355',
      `${first} and ${second} exclude each other`,
      'keep one of the two',
    );
  }
  const endsTls = mode === 'SIMPLE' || mode === 'MUTUAL' || mode === 'OPTIONAL_MUTUAL';
  // the credential has all that the mode needs
  if (endsTls && (credentialName !== '' || credentialNames.length > 0)) return;
  if (endsTls) checkFiles(findings, path, tls, mode);
  if (!tls.caCrl) return;
  const crl = [...path, 'caCrl'];
  if (credentialName !== '') {
    findings.add(
      crl,
      'XDS0355',
      'caCrl and credentialName exclude each other',
      'put the list into the credential',
    );
  }
  if (mode === 'SIMPLE') {
    findings.add(
      crl,
      'XDS0355',
      'mode SIMPLE asks for no client certificates to revoke',
      'remove caCrl, or use mode MUTUAL',
    );
  }
}

/** The fields that certificates can come from, as far as they are set. */
function sources(tls: ServerTlsSettings): Partial<Record<keyof ServerTlsSettings, true>> {
  return {
    ...(tls.serverCertificate && { serverCertificate: true }),
    ...(tls.privateKey && { privateKey: true }),
    ...(tls.caCertificates && { caCertificates: true }),
    ...(tls.tlsCertificates?.length && { tlsCertificates: true }),
    ...(tls.credentialName && { credentialName: true }),
    ...(tls.credentialNames?.length && { credentialNames: true }),
  };
}

function checkFiles(findings: Findings, path: Path, tls: ServerTlsSettings, mode: string): void {
  const { tlsCertificates = [] } = tls;
  if (mode !== 'SIMPLE' && !tls.caCertificates) {
    const help = 'name the file in caCertificates, or use credentialName or mode SIMPLE';
    findings.add(path, 'XDS0355', `mode ${mode} has no caCertificates to check clients by`, help);
  }
  if (tlsCertificates.length > 2) {
    const help = 'keep two: one for RSA and one for ECDSA';
    findings.add([...path, 'tlsCertificates', 2], 'XDS0357', 'only two server certificates are used', help);
  }
  const pairs =
    tlsCertificates.length === 0
      ? [{ pair: tls, at: path }]
      : tlsCertificates.map((pair, index) => ({ pair, at: [...path, 'tlsCertificates', index] }));
  for (const { pair, at } of pairs) {
    const missing = (['serverCertificate', 'privateKey'] as const).filter((name) => !pair[name]);
    if (missing.length === 0) continue;
    const names = missing.join(' and ');
    findings.add(
      at,
      'XDS0355',
      `mode ${mode} lacks ${names}`,
      `name the files in ${names}, or use credentialName`,
    );
  }
}

/** Envoy: the ciphers of BoringSSL that Istio lets through, without pre-shared keys. */
const ciphers: ReadonlySet<string> = new Set(
  `ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 ECDHE-RSA-AES256-GCM-SHA384
  ECDHE-ECDSA-CHACHA20-POLY1305 ECDHE-RSA-CHACHA20-POLY1305 ECDHE-ECDSA-AES128-SHA ECDHE-RSA-AES128-SHA
  ECDHE-ECDSA-AES256-SHA ECDHE-RSA-AES256-SHA AES128-GCM-SHA256 AES256-GCM-SHA384 AES128-SHA AES256-SHA
  DES-CBC3-SHA`.split(/\s+/),
);

function checkCiphers(
  findings: Findings,
  path: Path,
  { cipherSuites = [], minProtocolVersion }: ServerTlsSettings,
): void {
  if ((minProtocolVersion === 'TLSV1_0' || minProtocolVersion === 'TLSV1_1') && cipherSuites.length === 0) {
    const help = 'add cipherSuites that the old version can use';
    const message = 'no cipher is switched on by default that TLS below 1.2 could use';
    findings.add([...path, 'minProtocolVersion'], 'XDS0357', message, help);
  }
  const seen = new Set<string>();
  for (const [index, cipher] of cipherSuites.entries()) {
    const at = [...path, 'cipherSuites', index];
    // Istio: lets operators through, such as -ALL
    const isKnown =
      cipher === '' || cipher === 'ALL' || !/^[\p{L}\p{N}]/u.test(cipher) || ciphers.has(cipher);
    if (!isKnown) {
      findings.add(at, 'XDS0357', `there is no cipher suite ${quote(cipher)}: it is ignored`);
    } else if (seen.has(cipher)) {
      findings.add(at, 'XDS0357', `the cipher suite ${quote(cipher)} appears twice`, 'keep one of the two');
    }
    seen.add(cipher);
  }
}
