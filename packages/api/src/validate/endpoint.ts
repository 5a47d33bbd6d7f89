import { isIpAddress } from '../ip-address.js';
import type { WorkloadEntrySpec } from '../kinds/workload-entry.js';
import type { Path } from '../path.js';
import { domainProblem } from './domain.js';
import type { Findings } from './findings.js';
import { checkLabels } from './labels.js';
import { checkPortName, checkPortNumber } from './port.js';
import { quote } from './quote.js';
import { isUnixAddress, isUnixSocket } from './unix-socket.js';

/** What is asked of an endpoint where it stands. */
export interface EndpointRules {
  /** What it is called in messages. */
  readonly what: 'an endpoint' | 'a workload';
  readonly takesDomains: boolean;
  /** A resolver needs something to look up: a socket, or a network whose gateway is to be used, is nothing to it. */
  readonly isResolved: boolean;
  /** Which addresses are taken here, in words. */
  readonly help: string;
  /** The names of its service's ports; a workload of its own may be selected by any service. */
  readonly servicePorts?: ReadonlySet<string>;
}

/** An endpoint of a ServiceEntry, or a WorkloadEntry: the same object in two places. */
export function checkEndpoint(
  findings: Findings,
  path: Path,
  endpoint: WorkloadEntrySpec,
  rules: EndpointRules,
): void {
  const { address = '', network = '' } = endpoint;
  const { what, isResolved } = rules;
  if (address === '' && network === '' && !isResolved) {
    const message = `${what} has neither an address nor a network`;
    findings.add(path, 'XDS0316', message, 'set address to an IP address');
    return;
  }
  if (address === '' && !isResolved) {
    const message = `${what} has no address: it is reached through the network ${quote(network)}`;
    findings.add(path, 'XDS0325', message);
  } else checkAddress(findings, path, endpoint, rules);
  checkPorts(findings, path, endpoint, rules);
  checkLabels(findings, [...path, 'labels'], endpoint.labels);
}

function checkAddress(
  findings: Findings,
  path: Path,
  endpoint: WorkloadEntrySpec,
  { takesDomains, isResolved, help, servicePorts }: EndpointRules,
): void {
  const { address = '' } = endpoint;
  if (isUnixAddress(address) && !isResolved) checkSocket(findings, path, endpoint, servicePorts);
  else if (!isIpAddress(address) && !(takesDomains && domainProblem(address) === undefined)) {
    const message = `${quote(address)} is not an endpoint address here`;
    findings.add([...path, 'address'], 'XDS0313', message, help);
  }
}

/** `unix://` and an absolute path, or `@` and an abstract name; a socket has no ports to choose from. */
function checkSocket(
  findings: Findings,
  path: Path,
  { address = '', ports }: WorkloadEntrySpec,
  servicePorts: EndpointRules['servicePorts'],
): void {
  const at = [...path, 'address'];
  if (!isUnixSocket(address)) {
    const help = 'write unix:// and an absolute path to a file, without "//", "." or ".." in it';
    findings.add(at, 'XDS0315', `${quote(address)} does not name a socket`, help);
  }
  if (Object.keys(ports ?? {}).length > 0) {
    const help = 'remove ports: a socket has none';
    findings.add([...path, 'ports'], 'XDS0315', 'a unix socket endpoint has ports', help);
  }
  if (servicePorts && servicePorts.size !== 1) {
    const message = `a unix socket stands for one port, not for ${servicePorts.size}`;
    findings.add(at, 'XDS0315', message, 'give the service exactly one port');
  }
}

function checkPorts(
  findings: Findings,
  path: Path,
  { ports = {} }: WorkloadEntrySpec,
  { servicePorts }: EndpointRules,
): void {
  for (const [name, number] of Object.entries(ports)) {
    const at = [...path, 'ports', name];
    if (servicePorts && !servicePorts.has(name)) {
      const names = [...servicePorts].map(quote).join(', ');
      const help = names === '' ? 'give the service ports' : `the ports of this service are ${names}`;
      findings.add(at, 'XDS0314', `the service has no port named ${quote(name)}`, help);
    }
    checkPortName(findings, at, name);
    checkPortNumber(findings, at, number);
  }
}
