import type { AnyObject, DiagnosticCode, Path } from '@xdsim/api';
import type { MessageOf, Resource, ResourceType } from '@xdsim/envoy';
import type { Interception } from './proxy/proxy.js';
import type { Scope } from './scope/scope.js';
import type { Vantage } from './scope/vantage.js';

/**
 * What every step of a translation reads, and the two things it may add to: resources and diagnostics. What a step reads
 * of `snapshot`, `proxy` and `scope` is noted, and it is taken again when that changes; everything else never changes.
 */
export interface Context extends Vantage {
  readonly interception: Interception;
  readonly portOffset: number;
  readonly bindAddress: string | undefined;
  readonly dnsResolver: string | undefined;
  /** What this proxy may see. */
  readonly scope: Scope;
  /** Encodes a resource and remembers the objects that it comes from. Units of a translation call it, nobody else. */
  emit<T extends ResourceType>(type: T, message: MessageOf<T>, sources: Iterable<AnyObject>): Resource<T>;
  /** Reports once per object, path and code, however many resources meet the problem. */
  report(object: AnyObject, path: Path, code: DiagnosticCode, message: string, help?: string): void;
}
