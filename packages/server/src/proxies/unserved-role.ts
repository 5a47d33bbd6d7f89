import { diagnostic, type Diagnostic } from '@xdsim/api';
import type { Node } from '@xdsim/envoy';

/** Istio: what a proxy is, by the first part of its node id `ROLE~IP~NAME.NAMESPACE~DOMAIN`. */
const unserved: ReadonlyMap<string, string> = new Map([
  ['router', 'a gateway'],
  ['waypoint', 'a waypoint'],
  ['ztunnel', 'a ztunnel'],
]);

/** Told of a proxy that says that it is something which nobody here has configuration for. */
export function unservedRole({ id = '' }: Node): readonly Diagnostic[] {
  const [role = '', ...rest] = id.split('~');
  const what = rest.length === 3 ? unserved.get(role) : undefined;
  if (what === undefined) return [];
  return [
    diagnostic('XDS0635', {
      message: `${id} says that it is ${what}, and is given what a sidecar is`,
      help: `a proxy of another role is not served yet: give it an id that begins with sidecar~, or any other name`,
    }),
  ];
}
