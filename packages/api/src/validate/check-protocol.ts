import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import type { Path } from '../path.js';
import { suggest } from '../suggest.js';
import type { Findings } from './findings.js';
import { protocolNames, protocolOf } from './protocol.js';
import { quote } from './quote.js';

/** A protocol that Istio knows. An absent one mostly means that the proxy looks at the first bytes. */
export function checkProtocol(
  findings: Findings,
  path: Path,
  protocol: string,
  options: { readonly required?: DiagnosticCode } = {},
): void {
  const all = `the protocols are ${protocolNames.join(', ')}`;
  if (protocol === '' && options.required) {
    findings.add(path, options.required, 'this port has no protocol', all);
  }
  if (protocol === '' || protocolOf(protocol) !== undefined) return;
  const suggestion = suggest(protocol, protocolNames);
  const help = suggestion ? `did you mean ${suggestion}?` : all;
  findings.add(path, 'XDS0307', `there is no protocol ${quote(protocol)}`, help);
}
