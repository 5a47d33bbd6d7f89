import type { IngressListener } from '../../kinds/sidecar.js';
import type { Path } from '../../path.js';
import { checkConnectionPool } from '../destination-rule/connection-pool.js';
import type { Findings } from '../findings.js';
import { isIpAddress } from '../../ip-address.js';
import { checkPortName, checkPortNumber } from '../port.js';
import { checkProtocol } from '../check-protocol.js';
import { isHttp, isTls, protocolOf } from '../protocol.js';
import { quote } from '../quote.js';
import { checkServerTls } from '../server-tls.js';
import { isUnixAddress, isUnixSocket } from '../unix-socket.js';

/** What the workload listens on, when it says so itself. */
export function checkIngress(findings: Findings, listeners: readonly IngressListener[]): void {
  const numbers = new Set<number>();
  for (const [index, listener] of listeners.entries()) {
    const path = ['spec', 'ingress', index];
    const { port, bind = '', defaultEndpoint = '', connectionPool } = listener;
    if (!port) {
      findings.add(path, 'XDS0351', 'an ingress listener has no port', 'add port: {number: …, protocol: …}');
      continue;
    }
    const { number = 0, name = '', protocol = '', targetPort } = port;
    const at = [...path, 'port'];
    if (targetPort) reportTargetPort(findings, at);
    if (name !== '') checkPortName(findings, [...at, 'name'], name);
    checkProtocol(findings, [...at, 'protocol'], protocol);
    checkPortNumber(findings, [...at, 'number'], number);
    checkBind(findings, [...path, 'bind'], bind);
    if (numbers.has(number)) {
      findings.add([...at, 'number'], 'XDS0306', `two ingress listeners have the port ${number}`);
    }
    numbers.add(number);
    if (defaultEndpoint !== '') checkDefaultEndpoint(findings, [...path, 'defaultEndpoint'], defaultEndpoint);
    checkTls(findings, path, listener);
    if (!connectionPool) continue;
    const pool = [...path, 'connectionPool'];
    checkConnectionPool(findings, pool, connectionPool);
    if (connectionPool.http && !isHttp(protocolOf(protocol))) {
      const help = 'set the protocol to HTTP, HTTP2 or GRPC, or use tcp settings';
      findings.add([...pool, 'http'], 'XDS0358', 'this port is not HTTP: only tcp settings apply', help);
    }
  }
}

export function reportTargetPort(findings: Findings, port: Path): void {
  findings.add([...port, 'targetPort'], 'XDS0351', 'targetPort has no effect here', 'remove it');
}

export function checkBind(findings: Findings, path: Path, bind: string): void {
  if (bind === '' || isIpAddress(bind)) return;
  findings.add(path, 'XDS0351', `${quote(bind)} is not an address to listen on`, 'write an IP address');
}

const ownHosts: readonly string[] = ['', '127.0.0.1', '0.0.0.0', '::1', '::'];

/** Istio: traffic stays with the workload, so that only its own addresses can be named. */
function checkDefaultEndpoint(findings: Findings, path: Path, endpoint: string): void {
  const help = 'write 127.0.0.1:PORT, 0.0.0.0:PORT, [::1]:PORT, [::]:PORT or unix:///path';
  const report = (problem: string) =>
    findings.add(path, 'XDS0353', `the default endpoint ${quote(endpoint)} ${problem}`, help);
  if (isUnixAddress(endpoint)) {
    if (!isUnixSocket(endpoint)) report('does not name a socket');
    return;
  }
  const match = /^(?:\[([^[\]]*)\]|([^:[\]]*)):([^:[\]]*)$/.exec(endpoint);
  if (!match) {
    report('is not an address and a port');
    return;
  }
  const [, bracketed, plain, port = ''] = match;
  if (!ownHosts.includes(bracketed ?? plain ?? '')) report("is not one of the workload's own addresses");
  else if (!/^[-+]?\d+$/.test(port)) report('has no port number');
  else if (Number(port) < 1 || Number(port) > 65_535) report('has a port that does not exist');
}

function checkTls(findings: Findings, path: Path, { tls, port }: IngressListener): void {
  if (!tls) return;
  const at = [...path, 'tls'];
  const unsupported = {
    subjectAltNames: (tls.subjectAltNames ?? []).length > 0,
    httpsRedirect: tls.httpsRedirect === true,
    credentialName: Boolean(tls.credentialName),
    credentialNames: (tls.credentialNames ?? []).length > 0,
    tlsCertificates: (tls.tlsCertificates ?? []).length > 0,
  };
  for (const [name, isSet] of Object.entries(unsupported)) {
    if (isSet) findings.add([...at, name], 'XDS0355', `a sidecar does not support ${name}`, 'remove it');
  }
  if (tls.mode === 'ISTIO_MUTUAL' || tls.mode === 'AUTO_PASSTHROUGH') {
    const help = 'use SIMPLE, MUTUAL or OPTIONAL_MUTUAL; for mutual TLS in the mesh use PeerAuthentication';
    findings.add([...at, 'mode'], 'XDS0355', `a sidecar does not support mode ${tls.mode}`, help);
  } else checkServerTls(findings, at, tls);
  if (!isTls(protocolOf(port?.protocol))) {
    const help = 'set the protocol to HTTPS or TLS, or remove tls';
    findings.add(at, 'XDS0355', 'this port has TLS settings, and a protocol without TLS', help);
  }
}
