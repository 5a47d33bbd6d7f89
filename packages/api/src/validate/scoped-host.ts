import type { Path } from '../path.js';
import { isDnsLabel, isPartialWildcard, wildcardDomainProblem } from './domain.js';
import type { Findings } from './findings.js';
import { isIpAddress } from '../ip-address.js';
import { quote } from './quote.js';

/** A host that an egress listener of a Sidecar imports: `namespace/dnsName`, where `~` excludes. */
export function checkSidecarHost(findings: Findings, path: Path, host: string): void {
  const slash = host.indexOf('/');
  const help = 'write NAMESPACE/HOST, as in ./shop.web.svc.cluster.local, */*.example.com or ~/*';
  if (slash < 0) {
    findings.add(path, 'XDS0352', `the host ${quote(host)} does not say which namespace is meant`, help);
    return;
  }
  const namespace = host.slice(0, slash);
  // Istio: a namespace after ~ is the one that hosts are excluded from
  const named = namespace.startsWith('~') && namespace.length > 1 ? namespace.slice(1) : namespace;
  if (!['*', '.', '~'].includes(namespace) && named !== '.' && !isDnsLabel(named)) {
    findings.add(path, 'XDS0352', `${quote(namespace)} is not a namespace`, 'use *, ., ~ or a name');
  }
  const problem = dnsNameProblem(host.slice(slash + 1));
  if (problem !== undefined) findings.add(path, 'XDS0352', `the host ${quote(host)} ${problem}`, help);
}

/** A host that a server of a Gateway accepts: `dnsName` or `namespace/dnsName`; IP addresses are hosts too. */
export function checkGatewayHost(findings: Findings, path: Path, host: string): void {
  const slash = host.indexOf('/');
  const namespace = slash < 0 ? '*' : host.slice(0, slash);
  if (!['*', '.'].includes(namespace) && !isDnsLabel(namespace)) {
    findings.add(path, 'XDS0392', `${quote(namespace)} is not a namespace`, 'use *, . or a name');
  }
  const name = host.slice(slash + 1);
  if (isIpAddress(name) && name.includes('.')) return;
  const problem = dnsNameProblem(name);
  if (problem === undefined) return;
  findings.add(
    path,
    'XDS0392',
    `the host ${quote(host)} ${problem}`,
    'write HOST or NAMESPACE/HOST, as in shop.example.com, *.example.com or web/*',
  );
}

function dnsNameProblem(name: string): string | undefined {
  if (name === '*') return undefined;
  const problem = wildcardDomainProblem(name);
  if (problem !== undefined) return `is malformed: ${problem}`;
  if (!name.includes('.')) return 'is a short name: write it in full';
  return isPartialWildcard(name) ? 'has a wildcard that is not a whole label' : undefined;
}
