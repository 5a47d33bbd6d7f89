import { isIpAddress } from '@xdsim/api';
import { kubernetesParts } from './kubernetes-parts.js';
import { quote } from './quote.js';

/** What to add so that there is a service of a host: names of a cluster are given by Services. */
export function whatDeclares(host: string): string {
  const service = kubernetesParts(host);
  if (service) return `add a Service ${quote(service.name)} to namespace ${service.namespace}`;
  return isIpAddress(host)
    ? 'add a ServiceEntry with a name for this address'
    : 'add a ServiceEntry for this host';
}
