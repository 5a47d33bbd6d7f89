import type { EgressListener, SidecarPort } from '../../kinds/sidecar.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { checkPortName, checkPortNumber } from '../port.js';
import { checkProtocol } from '../check-protocol.js';
import { quote } from '../quote.js';
import { checkSidecarHost } from '../scoped-host.js';
import { isUnixAddress, isUnixSocket } from '../unix-socket.js';
import { checkBind, reportTargetPort } from './ingress.js';

/** What the proxy listens on for its workload, and which services it knows there. */
export function checkEgress(
  findings: Findings,
  listeners: readonly EgressListener[],
  namespace: string,
): void {
  const places = new Set<string>();
  for (const [index, listener] of listeners.entries()) {
    const path = ['spec', 'egress', index];
    const { port, bind = '', hosts = [] } = listener;
    if (port) {
      checkPort(findings, path, port, listener);
      const isSocket = (port.number ?? 0) === 0;
      const place = isSocket ? bind : String(port.number);
      if (places.has(place)) {
        const what = isSocket ? `socket ${quote(bind)}` : `port ${place}`;
        findings.add([...path, 'port'], 'XDS0306', `two egress listeners have the ${what}`);
      }
      places.add(place);
    } else if (index < listeners.length - 1) {
      const help = 'give it a port, or move it to the end: it takes all ports that are left';
      findings.add(path, 'XDS0351', 'only the last egress listener can be without a port', help);
    }
    if (hosts.length === 0) {
      findings.add(path, 'XDS0351', 'an egress listener has no hosts', 'add hosts, such as "./*" or "*/*"');
    }
    for (const [number, host] of hosts.entries()) {
      checkSidecarHost(findings, [...path, 'hosts', number], host);
    }
    checkRedundant(findings, [...path, 'hosts'], hosts, namespace);
  }
}

function checkPort(findings: Findings, path: Path, port: SidecarPort, listener: EgressListener): void {
  const { number = 0, name = '', protocol = '', targetPort } = port;
  const { bind = '', captureMode = 'DEFAULT' } = listener;
  const at = [...path, 'port'];
  if (targetPort) reportTargetPort(findings, at);
  if (name !== '') checkPortName(findings, [...at, 'name'], name);
  checkProtocol(findings, [...at, 'protocol'], protocol);
  if (number !== 0) {
    checkPortNumber(findings, [...at, 'number'], number);
    checkBind(findings, [...path, 'bind'], bind);
    return;
  }
  if (!isUnixAddress(bind)) {
    const help = 'write a number from 1 to 65535, or bind to unix:///path';
    findings.add(at, 'XDS0351', 'a listener without a port number has to bind to a unix socket', help);
  } else if (!isUnixSocket(bind)) {
    const help = 'write unix:// and an absolute path to a file';
    findings.add([...path, 'bind'], 'XDS0351', `${quote(bind)} does not name a socket`, help);
  }
  if (captureMode === 'IPTABLES') {
    const help = 'use captureMode DEFAULT or NONE';
    findings.add([...path, 'captureMode'], 'XDS0351', 'iptables cannot capture for a unix socket', help);
  }
}

/** Istio: allows hosts that others already cover, with a warning. */
function checkRedundant(
  findings: Findings,
  path: Path,
  hosts: readonly string[],
  ownNamespace: string,
): void {
  const seen = new Map<string, Set<string>>();
  for (const [index, host] of hosts.entries()) {
    const slash = host.indexOf('/');
    if (slash < 0) continue;
    const namespace = host.startsWith('./') ? ownNamespace : host.slice(0, slash);
    const name = host.slice(slash + 1);
    const names = seen.get(namespace) ?? new Set<string>();
    const isCovered = name === '*' ? names.size > 0 : names.has(name) || names.has('*');
    if (isCovered) {
      const help = 'remove the one that the other covers';
      findings.add([...path, index], 'XDS0356', `the host ${quote(host)} overlaps with an earlier one`, help);
    }
    seen.set(namespace, names.add(name));
  }
  if (
    seen.get('*')?.has('*') &&
    [...seen.keys()].some((namespace) => !namespace.startsWith('~') && namespace !== '*')
  ) {
    findings.add(path, 'XDS0356', '*/* is every service: the other hosts add nothing', 'keep "*/*" alone');
  }
}
