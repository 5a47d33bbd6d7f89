import type { WorkloadEntrySpec } from '../kinds/workload-entry.js';
import type { Path } from '../path.js';
import { domainProblem } from './domain.js';
import type { Findings } from './findings.js';
import { isIpAddress } from '../ip-address.js';
import { checkLabels } from './labels.js';
import { checkPortName, checkPortNumber } from './port.js';
import { quote } from './quote.js';
import { isUnixAddress, isUnixSocket } from './unix-socket.js';

/** A WorkloadEntry of its own: Istio cannot know which service will select it, so any kind of address will do. */
export function checkWorkloadEntry(findings: Findings, entry: WorkloadEntrySpec): void {
  const path = ['spec'];
  const { address = '', network = '', ports, labels } = entry;
  if (address === '' && network === '') {
    findings.add(
      path,
      'XDS0316',
      'a workload has neither an address nor a network',
      'set address to an IP address',
    );
    return;
  }
  if (address === '') {
    findings.add(
      path,
      'XDS0325',
      `a workload has no address: it is reached through the network ${quote(network)}`,
    );
  } else if (isUnixAddress(address)) checkUnixAddress(findings, path, entry);
  else if (!isIpAddress(address) && domainProblem(address) !== undefined) {
    reportAddress(
      findings,
      [...path, 'address'],
      address,
      'use an IP address, a domain name or unix:///path',
    );
  }
  checkEndpointPorts(findings, path, ports);
  checkLabels(findings, [...path, 'labels'], labels);
}

export function reportAddress(findings: Findings, path: Path, address: string, help: string): void {
  findings.add(path, 'XDS0313', `${quote(address)} is not an endpoint address here`, help);
}

/** `unix://` and an absolute path, or `@` and an abstract name; a socket has no ports to choose from. */
export function checkUnixAddress(
  findings: Findings,
  path: Path,
  { address = '', ports }: WorkloadEntrySpec,
): void {
  if (!isUnixSocket(address)) {
    const help = 'write unix:// and an absolute path to a file, without "//", "." or ".." in it';
    findings.add([...path, 'address'], 'XDS0315', `${quote(address)} does not name a socket`, help);
  }
  if (Object.keys(ports ?? {}).length > 0) {
    findings.add(
      [...path, 'ports'],
      'XDS0315',
      'a unix socket endpoint has ports',
      'remove ports: a socket has none',
    );
  }
}

/** The ports of an endpoint, by port name. */
export function checkEndpointPorts(
  findings: Findings,
  path: Path,
  ports: WorkloadEntrySpec['ports'],
  servicePorts?: ReadonlySet<string>,
): void {
  for (const [name, number] of Object.entries(ports ?? {})) {
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
