import type { ConnectionPoolSettings } from '../../kinds/traffic-policy.js';
import type { Path } from '../../path.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';

export function checkConnectionPool(
  findings: Findings,
  path: Path,
  { http, tcp }: ConnectionPoolSettings,
): void {
  if (!http && !tcp) {
    findings.add(
      path,
      'XDS0335',
      'a connection pool has neither http nor tcp settings',
      'add one of them, or remove it',
    );
  }
  if (http) checkHttp(findings, [...path, 'http'], http);
  if (tcp) checkTcp(findings, [...path, 'tcp'], tcp);
}

function checkHttp(findings: Findings, path: Path, http: NonNullable<ConnectionPoolSettings['http']>): void {
  const {
    http1MaxPendingRequests,
    http2MaxRequests,
    maxRequestsPerConnection,
    maxRetries,
    maxConcurrentStreams,
  } = http;
  const limits = {
    http1MaxPendingRequests,
    http2MaxRequests,
    maxRequestsPerConnection,
    maxRetries,
    maxConcurrentStreams,
  };
  for (const [name, limit] of Object.entries(limits)) checkLimit(findings, [...path, name], limit);
  checkDuration(findings, [...path, 'idleTimeout'], http.idleTimeout);
  if (http.h2UpgradePolicy === 'UPGRADE' && http.useClientProtocol === true) {
    const help = 'keep one of the two';
    findings.add(
      [...path, 'useClientProtocol'],
      'XDS0335',
      'useClientProtocol and h2UpgradePolicy: UPGRADE exclude each other',
      help,
    );
  }
  if (!http.http2KeepAlive) return;
  for (const name of ['interval', 'timeout'] as const) {
    const at = [...path, 'http2KeepAlive', name];
    if (http.http2KeepAlive[name] === undefined) findings.add(at, 'XDS0335', `http2KeepAlive has no ${name}`);
    checkDuration(findings, at, http.http2KeepAlive[name]);
  }
}

function checkTcp(findings: Findings, path: Path, tcp: NonNullable<ConnectionPoolSettings['tcp']>): void {
  checkLimit(findings, [...path, 'maxConnections'], tcp.maxConnections);
  checkDuration(findings, [...path, 'connectTimeout'], tcp.connectTimeout);
  checkDuration(findings, [...path, 'maxConnectionDuration'], tcp.maxConnectionDuration);
  // Envoy: 0s switches the timeout off
  checkDuration(findings, [...path, 'idleTimeout'], tcp.idleTimeout, { zero: true });
  checkDuration(findings, [...path, 'tcpKeepalive', 'time'], tcp.tcpKeepalive?.time);
  checkDuration(findings, [...path, 'tcpKeepalive', 'interval'], tcp.tcpKeepalive?.interval);
}

function checkLimit(findings: Findings, path: Path, limit = 0): void {
  if (limit >= 0) return;
  findings.add(path, 'XDS0335', `${path.at(-1)} cannot be negative`, 'leave it out for no limit of your own');
}
