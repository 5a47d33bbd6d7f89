import { isIpAddress } from '@xdsim/api';
import type { Endpoint } from '@xdsim/registry';

/** Istio: an assignment holds addresses and sockets; names, which EDS cannot resolve, are left out. */
export const canBeAssigned = ({ endpoint }: { readonly endpoint: Endpoint }): boolean =>
  endpoint.address.startsWith('unix://') || isIpAddress(endpoint.address);
