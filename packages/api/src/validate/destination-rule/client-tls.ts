import type { ClientTlsSettings } from '../../kinds/traffic-policy.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

/** TLS towards the endpoints. */
export function checkClientTls(
  findings: Findings,
  path: Path,
  tls: ClientTlsSettings,
  namespace: string,
): void {
  const { mode = 'DISABLE', credentialName = '' } = tls;
  checkConfigMap(findings, [...path, 'credentialName'], credentialName, namespace);
  if (mode !== 'SIMPLE' && mode !== 'MUTUAL') return;
  if (tls.insecureSkipVerify === true) checkUnverified(findings, path, tls, mode);
  if (credentialName !== '') {
    for (const name of ['clientCertificate', 'caCertificates', 'privateKey', 'caCrl'] as const) {
      if (!tls[name]) continue;
      const help = 'keep one: a credential holds certificates, keys and revocation lists';
      findings.add([...path, name], 'XDS0339', `${name} and credentialName exclude each other`, help);
    }
    return;
  }
  if (mode !== 'MUTUAL') return;
  for (const name of ['clientCertificate', 'privateKey'] as const) {
    if (tls[name]) continue;
    findings.add(
      path,
      'XDS0339',
      `mode MUTUAL has no ${name}`,
      `name the file in ${name}, or use mode SIMPLE`,
    );
  }
}

function checkUnverified(
  findings: Findings,
  path: Path,
  tls: ClientTlsSettings,
  mode: 'SIMPLE' | 'MUTUAL',
): void {
  const unused = {
    caCertificates: Boolean(tls.caCertificates),
    // in mode MUTUAL it holds the client's own certificate, which is still of use
    credentialName: mode === 'SIMPLE' && Boolean(tls.credentialName),
    subjectAltNames: (tls.subjectAltNames ?? []).length > 0,
  };
  for (const [name, isSet] of Object.entries(unused)) {
    if (!isSet) continue;
    const help = 'keep one of the two: nothing is verified with insecureSkipVerify';
    findings.add([...path, name], 'XDS0339', `${name} and insecureSkipVerify exclude each other`, help);
  }
}

const configMapPrefix = 'configmap://';

/** `configmap://NAME` or `configmap://NAMESPACE/NAME`, of the rule's own namespace. */
function checkConfigMap(findings: Findings, path: Path, credentialName: string, namespace: string): void {
  if (!credentialName.startsWith(configMapPrefix)) return;
  const parts = credentialName.slice(configMapPrefix.length).split('/');
  const name = parts.at(-1) ?? '';
  if (parts.length > 2 || name === '' || parts[0] === '') {
    const help = 'write configmap://NAME or configmap://NAMESPACE/NAME';
    findings.add(path, 'XDS0339', `${quote(credentialName)} does not name a config map`, help);
  } else if (parts.length === 2 && parts[0] !== namespace) {
    const help = `the rule is in namespace ${quote(namespace)}: put the config map there`;
    findings.add(path, 'XDS0339', `${quote(credentialName)} is in another namespace`, help);
  }
}
