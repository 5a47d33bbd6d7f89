import type { PortTrafficPolicy, TrafficPolicy } from '../../kinds/traffic-policy.js';
import { formatPath, type Path } from '../../path.js';
import { domainProblem } from '../domain.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import { isIpAddress } from '../../ip-address.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';
import { checkClientTls } from './client-tls.js';
import { checkConnectionPool } from './connection-pool.js';
import { checkLoadBalancer } from './load-balancer.js';
import { checkOutlierDetection } from './outlier-detection.js';

/** A traffic policy, of a rule or of a subset. */
export function checkTrafficPolicy(
  findings: Findings,
  path: Path,
  policy: TrafficPolicy | undefined,
  namespace: string,
): void {
  if (!policy) return;
  const { portLevelSettings = [], tunnel, proxyProtocol, retryBudget, ...blocks } = policy;
  if (
    !tunnel &&
    !proxyProtocol &&
    !retryBudget &&
    portLevelSettings.length === 0 &&
    Object.keys(blocks).length === 0
  ) {
    findings.add(path, 'XDS0330', `${formatPath(path)} is empty`, 'remove it, or say what it should set');
    return;
  }
  if (tunnel && proxyProtocol) {
    const help = 'keep one of the two';
    findings.add([...path, 'proxyProtocol'], 'XDS0340', 'tunnel and proxyProtocol exclude each other', help);
  }
  checkBlocks(findings, path, blocks, namespace);
  for (const [index, settings] of portLevelSettings.entries()) {
    checkPortLevelSettings(findings, [...path, 'portLevelSettings', index], settings, namespace);
  }
  checkTunnel(findings, [...path, 'tunnel'], tunnel);
  checkDuration(findings, [...path, 'retryBudget', 'budgetInterval'], retryBudget?.budgetInterval);
}

type Blocks = Pick<TrafficPolicy, 'connectionPool' | 'loadBalancer' | 'outlierDetection' | 'tls'>;

function checkBlocks(findings: Findings, path: Path, blocks: Blocks, namespace: string): void {
  const { outlierDetection, connectionPool, loadBalancer, tls } = blocks;
  if (outlierDetection) checkOutlierDetection(findings, [...path, 'outlierDetection'], outlierDetection);
  if (connectionPool) checkConnectionPool(findings, [...path, 'connectionPool'], connectionPool);
  if (loadBalancer) {
    const hasOutlierDetection = outlierDetection !== undefined;
    checkLoadBalancer(findings, [...path, 'loadBalancer'], loadBalancer, hasOutlierDetection);
  }
  if (tls) checkClientTls(findings, [...path, 'tls'], tls, namespace);
}

function checkPortLevelSettings(
  findings: Findings,
  path: Path,
  settings: PortTrafficPolicy,
  namespace: string,
): void {
  const { port, ...blocks } = settings;
  if (!port) {
    findings.add(path, 'XDS0341', 'port level settings do not say for which port', 'add port: {number: …}');
  }
  if (Object.keys(blocks).length === 0) {
    findings.add(
      path,
      'XDS0341',
      'port level settings set nothing',
      'remove them, or say what they should set',
    );
  }
  checkBlocks(findings, path, blocks, namespace);
}

function checkTunnel(findings: Findings, path: Path, tunnel: TrafficPolicy['tunnel']): void {
  if (!tunnel) return;
  const { protocol = '', targetHost, targetPort } = tunnel;
  if (!['', 'CONNECT', 'POST'].includes(protocol)) {
    const help = 'use CONNECT or POST';
    findings.add([...path, 'protocol'], 'XDS0340', `a tunnel cannot be opened with ${quote(protocol)}`, help);
  }
  if (!isIpAddress(targetHost) && domainProblem(targetHost) !== undefined) {
    const help = 'use a domain name or an IP address';
    findings.add([...path, 'targetHost'], 'XDS0340', `${quote(targetHost)} is not a host`, help);
  }
  checkPortNumber(findings, [...path, 'targetPort'], targetPort);
}
