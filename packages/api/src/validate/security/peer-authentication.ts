import type { PeerAuthenticationSpec } from '../../kinds/peer-authentication.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { checkSelector } from '../selector.js';

export function checkPeerAuthentication(findings: Findings, spec: PeerAuthenticationSpec): void {
  const { selector, portLevelMtls } = spec;
  const path = ['spec', 'portLevelMtls'];
  if (selector) checkSelector(findings, ['spec', 'selector', 'matchLabels'], selector.matchLabels);
  if (!portLevelMtls) return;
  const ports = Object.keys(portLevelMtls);
  if (ports.length === 0) {
    findings.add(path, 'XDS0319', 'portLevelMtls names no port', 'add a port, or remove it');
  } else if (Object.keys(selector?.matchLabels ?? {}).length === 0) {
    // Istio: a policy of a whole namespace or mesh cannot know the ports
    const help = 'add a selector with matchLabels';
    findings.add(path, 'XDS0319', 'portLevelMtls is for selected workloads only', help);
  }
  for (const port of ports) {
    if (/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535) continue;
    const help = 'write the number of the port that the workload listens on, from 1 to 65535';
    findings.add([...path, port], 'XDS0319', `${quote(port)} is not a port number`, help);
  }
}
