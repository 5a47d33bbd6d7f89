import { apiGroupOf, resourceNamesOf } from '@xdsim/api';
import type { Kind } from '@xdsim/api';

/** An object as the server shows it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: Kind;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly resourceVersion?: string;
    readonly creationTimestamp?: string | null;
    readonly managedFields?: readonly { readonly manager: string }[];
  };
  // oxlint-disable-next-line typescript/no-explicit-any -- printed as it comes, whatever it is
  readonly [field: string]: any;
}

/** `serviceentry.networking.istio.io`, as kubectl says it. */
export function resourceName(kind: Kind): string {
  const { singular } = resourceNamesOf(kind);
  const group = apiGroupOf(kind);
  return group === '' ? singular : `${singular}.${group}`;
}
