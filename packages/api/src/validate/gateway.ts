import type { GatewayServer } from '../kinds/gateway.js';
import type { Gateway } from '../object.js';
import type { Path } from '../path.js';
import { isDnsLabel } from './domain.js';
import type { Findings } from './findings.js';
import { isIpAddress } from '../ip-address.js';
import { checkPortNumber } from './port.js';
import { checkProtocol } from './check-protocol.js';
import { isHttp, isTls, protocolOf } from './protocol.js';
import { quote } from './quote.js';
import { checkGatewayHost } from './scoped-host.js';
import { checkServerTls } from './server-tls.js';
import { isUnixAddress, isUnixSocket } from './unix-socket.js';

export function checkGateway(findings: Findings, { spec, metadata }: Gateway): void {
  // Istio: VirtualServices refer to it by namespace/name, with no dot in the name
  if (metadata.name.includes('.') || !isDnsLabel(metadata.name)) {
    const help = 'use up to 63 lower case letters, digits and hyphens';
    findings.add(
      ['metadata', 'name'],
      'XDS0214',
      `${quote(metadata.name)} is not a name for a gateway`,
      help,
    );
  }
  const { servers = [] } = spec;
  if (servers.length === 0) {
    findings.add(['spec'], 'XDS0390', 'a gateway has no servers', 'add servers: a port and its hosts');
  }
  const names = new Set<string>();
  for (const [index, server] of servers.entries()) {
    const path = ['spec', 'servers', index];
    checkServer(findings, path, server);
    if (!server.port) continue;
    const { name = '', protocol } = server.port;
    if (names.has(name)) {
      const help = 'give each a name of its own';
      findings.add(
        [...path, 'port', 'name'],
        'XDS0393',
        `two servers have a port named ${quote(name)}`,
        help,
      );
    }
    names.add(name);
    if (server.tls?.httpsRedirect && !isHttp(protocolOf(protocol))) {
      const help = 'redirect from a server with protocol HTTP';
      findings.add(
        [...path, 'tls', 'httpsRedirect'],
        'XDS0394',
        'only HTTP can be redirected to HTTPS',
        help,
      );
    }
  }
}

function checkServer(findings: Findings, path: Path, server: GatewayServer): void {
  const { hosts = [], bind = '', port, tls } = server;
  if (hosts.length === 0) {
    findings.add(path, 'XDS0391', 'a server has no hosts', 'add hosts, or "*" for all');
  }
  for (const [index, host] of hosts.entries()) checkGatewayHost(findings, [...path, 'hosts', index], host);
  checkPort(findings, path, server);
  if (isUnixAddress(bind)) {
    if (!isUnixSocket(bind)) {
      const help = 'write unix:// and an absolute path to a file';
      findings.add([...path, 'bind'], 'XDS0391', `${quote(bind)} does not name a socket`, help);
    }
    if (port?.number) {
      findings.add(
        [...path, 'port', 'number'],
        'XDS0391',
        'a unix socket has no port number',
        'write number: 0',
      );
    }
  } else if (bind !== '' && !isIpAddress(bind)) {
    const help = 'write an IP address or unix:///path';
    findings.add([...path, 'bind'], 'XDS0391', `${quote(bind)} is not an address to listen on`, help);
  }
  if (tls) checkServerTls(findings, [...path, 'tls'], tls);
  checkTlsFits(findings, path, server);
}

function checkPort(findings: Findings, path: Path, { port, bind }: GatewayServer): void {
  if (!port) {
    const help = 'add port: {number: …, name: …, protocol: …}';
    findings.add(path, 'XDS0391', 'a server has no port', help);
    return;
  }
  const at = [...path, 'port'];
  const { number = 0, name = '', protocol = '', targetPort } = port;
  checkProtocol(findings, [...at, 'protocol'], protocol, { required: 'XDS0391' });
  if (number > 0 || !isUnixAddress(bind)) checkPortNumber(findings, [...at, 'number'], number);
  if (targetPort) {
    findings.add([...at, 'targetPort'], 'XDS0391', 'targetPort has no effect on a gateway', 'remove it');
  }
  if (name === '') findings.add(at, 'XDS0391', 'the port of a server has no name', 'add name');
}

/** A server has TLS settings when, and only when, its protocol has TLS; an HTTP server may redirect to HTTPS. */
function checkTlsFits(findings: Findings, path: Path, { port, tls }: GatewayServer): void {
  const protocol = protocolOf(port?.protocol);
  if (protocol === undefined) return;
  if (isTls(protocol)) {
    if (tls) return;
    const help = 'add tls with mode SIMPLE, MUTUAL or PASSTHROUGH';
    findings.add(path, 'XDS0391', `a server with protocol ${protocol} has no TLS settings`, help);
    return;
  }
  if (!tls) return;
  const { mode = 'PASSTHROUGH' } = tls;
  const isPlain = mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH';
  const hasFiles = Boolean(tls.caCertificates) || Boolean(tls.privateKey) || Boolean(tls.serverCertificate);
  if (isHttp(protocol) && isPlain && !hasFiles) return;
  const help = 'set the protocol to HTTPS or TLS, or remove tls';
  findings.add([...path, 'tls'], 'XDS0391', `a server with protocol ${protocol} has TLS settings`, help);
}
