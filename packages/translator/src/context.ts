import type { AnyObject, Diagnostic, DiagnosticCode, Path } from '@xdsim/api';
import { diagnosticFor, nameOf } from '@xdsim/api';
import { resource } from '@xdsim/envoy';
import type { MessageOf, Resource, ResourceType } from '@xdsim/envoy';
import type { RegistrySnapshot } from '@xdsim/registry';
import { defaultMeshConfig } from './mesh/mesh-config.js';
import type { MeshConfig } from './mesh/mesh-config.js';
import type { Interception, Proxy } from './proxy/proxy.js';
import { createScope } from './scope/scope.js';
import type { Scope } from './scope/scope.js';
import type { TranslateOptions } from './translate.js';

/** What every step of one translation reads, and the two things it may add to: diagnostics and provenance. */
export interface Context {
  readonly snapshot: RegistrySnapshot;
  readonly proxy: Proxy;
  readonly mesh: MeshConfig;
  readonly interception: Interception;
  readonly portOffset: number;
  readonly bindAddress: string | undefined;
  readonly dnsResolver: string | undefined;
  /** What this proxy may see. */
  readonly scope: Scope;
  /** Encodes a resource and remembers the objects that it comes from. */
  emit<T extends ResourceType>(type: T, message: MessageOf<T>, sources: Iterable<AnyObject>): Resource<T>;
  /** Reports once per object, path and code, however many resources meet the problem. */
  report(object: AnyObject, path: Path, code: DiagnosticCode, message: string, help?: string): void;
  diagnostics(): readonly Diagnostic[];
  provenance(): ReadonlyMap<string, readonly AnyObject[]>;
}

export function createContext(snapshot: RegistrySnapshot, proxy: Proxy, options: TranslateOptions): Context {
  const mesh = options.mesh ?? defaultMeshConfig;
  const diagnostics = new Map<string, Diagnostic>();
  const provenance = new Map<string, readonly AnyObject[]>();
  const context: Context = {
    snapshot,
    proxy,
    mesh,
    interception: proxy.interception ?? options.interception ?? 'none',
    portOffset: options.portOffset ?? 0,
    bindAddress: options.bindAddress,
    dnsResolver: options.dnsResolver,
    scope: createScope(snapshot, proxy, mesh),
    emit(type, message, sources) {
      const made = resource(type, message);
      provenance.set(`${type}/${made.name}`, [...new Set(sources)]);
      return made;
    },
    report(object, path, code, message, help) {
      const key = `${code} ${nameOf(object)} ${path.join('.')}`;
      if (!diagnostics.has(key)) {
        diagnostics.set(key, diagnosticFor(object, path, code, message, help ? { help } : {}));
      }
    },
    diagnostics: () => [...diagnostics.values()],
    provenance: () => provenance,
  };
  return context;
}
