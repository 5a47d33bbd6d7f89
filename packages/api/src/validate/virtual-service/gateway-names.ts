import type { Path } from '../../path.js';
import { domainProblem, isDnsLabel } from '../domain.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

/** `mesh`, the name of a gateway in the own namespace, or `namespace/name`. */
export function checkGatewayNames(
  findings: Findings,
  path: Path,
  gateways: readonly string[] | undefined,
): void {
  // Istio: stops to look after the first name without a namespace, so that errors after it pass
  const checked = (gateways ?? []).findIndex((gateway) => !gateway.includes('/'));
  for (const [index, gateway] of (gateways ?? []).entries()) {
    const at = [...path, index];
    const slash = gateway.indexOf('/');
    const [first, second] = [gateway.slice(0, slash), gateway.slice(slash + 1)];
    const isValid =
      slash < 0 ? domainProblem(gateway) === undefined : isDnsLabel(first) && isDnsLabel(second);
    if (!isValid) {
      const code = checked >= 0 && index > checked ? 'XDS0386' : 'XDS0360';
      findings.add(at, code, `${quote(gateway)} is not a gateway`, 'write NAME or NAMESPACE/NAME');
    } else if (slash < 0 && gateway.includes('.')) {
      const [name, namespace] = gateway.split('.');
      findings.add(
        at,
        'XDS0380',
        `${quote(gateway)} names a gateway in an old way`,
        `write ${namespace}/${name}`,
      );
    }
  }
}
