import type { Diagnostic, ObjectKey } from '@xdsim/api';
import type { ResourceType } from '@xdsim/envoy';
import type { RefusalReason } from './limits/refusal.js';

/** What happens in a server, in the order in which it happens. Times are in milliseconds. */
export type ServerEvent =
  /** Objects changed. The source is the file that they are in, or who else changed them. */
  | {
      readonly kind: 'applied';
      readonly source: string;
      readonly generation: number;
      readonly changed: readonly ObjectKey[];
    }
  /** All that is wrong with a source now; an empty list when all is well again. Positions refer to `text`. */
  | {
      readonly kind: 'diagnostics';
      readonly source: string;
      readonly diagnostics: readonly Diagnostic[];
      readonly text?: string;
    }
  | { readonly kind: 'proxy-connected' | 'proxy-disconnected'; readonly proxy: string }
  /** A proxy accepted resources, so long after the change was applied (or the proxy came, if that was later). */
  | {
      readonly kind: 'acked';
      readonly proxy: string;
      readonly type: ResourceType;
      readonly version: string;
      readonly generation: number;
      readonly ms: number;
    }
  /** A proxy rejected resources and keeps what it had. */
  | {
      readonly kind: 'nacked';
      readonly proxy: string;
      readonly type: ResourceType;
      readonly version: string;
      readonly generation: number;
      /** Envoy's own words. */
      readonly message: string;
      readonly diagnostic: Diagnostic;
    }
  /** A client went too far: it was ended, or not taken on. */
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      /** The gRPC status that it was given, or that would say the same. */
      readonly status: string;
      /** `IP:PORT` of the client. */
      readonly peer: string;
      /** Its node id, if it had told it. */
      readonly proxy?: string;
      readonly message: string;
    }
  /** Every connected proxy holds this generation, so long after it was applied. */
  | { readonly kind: 'settled'; readonly generation: number; readonly ms: number };
