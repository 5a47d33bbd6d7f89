import type { AnyObject, Diagnostic, PodTemplate } from '@xdsim/api';
import { kinds } from '@xdsim/api';
import { compareText } from '../age.js';
import type { RegistrySnapshot } from '../snapshot.js';
import { type AnalysisMesh, defaultAnalysisMesh } from './analysis-mesh.js';
import { createContext } from './context.js';
import type { Rule } from './rule.js';
import { rules as allRules } from './rules.js';
import { createSuppressor, type Suppression } from './suppression.js';

export interface AnalyzeOptions {
  /** Who sees what where objects do not say; Istio's defaults where it is silent. */
  readonly mesh?: Partial<AnalysisMesh>;
  /** Codes that are not reported: `CODE`, or `CODE=Kind/namespace/name`, each with `*` for any text; see {@link Suppression}. */
  readonly suppress?: Iterable<string | Suppression>;
  /**
   * What was found when the objects were read: reported with the rest. Its warnings can be suppressed; its errors
   * cannot, since what they are about is missing.
   */
  readonly read?: readonly Diagnostic[];
  /** What objects of other kinds make pods from, as `parse` has found it: a selector that means them selects something. */
  readonly templates?: readonly PodTemplate[];
  /** Other rules than all. */
  readonly rules?: readonly Rule[];
}

/**
 * What is wrong between the objects of a snapshot, each fine by itself: by file, then by place in it.
 *
 * An object silences findings about itself with the annotation `xdsim.dev/suppress: XDS0701,XDS0712`, or `*`.
 *
 * @example
 * const registry = createRegistry();
 * registry.apply(parse(text, { file: 'mesh.yaml' }).objects);
 * analyze(registry.snapshot(), { suppress: ['XDS0713'] });
 */
export function analyze(snapshot: RegistrySnapshot, options: AnalyzeOptions = {}): readonly Diagnostic[] {
  const pieces = analyzing(snapshot, options);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/** The same, a rule at a time: it is whole when the iterator is done. */
export function* analyzing(
  snapshot: RegistrySnapshot,
  options: AnalyzeOptions = {},
): Generator<undefined, readonly Diagnostic[]> {
  const context = createContext(snapshot, { ...defaultAnalysisMesh, ...options.mesh }, options.templates);
  const objects = kinds.flatMap((kind): readonly AnyObject[] => snapshot.list(kind));
  const isSuppressed = createSuppressor(objects, options.suppress ?? []);
  const found: Diagnostic[] = (options.read ?? []).filter(
    (one) => one.severity === 'error' || !isSuppressed(one),
  );
  for (const rule of options.rules ?? allRules) {
    for (const one of rule.check(context)) if (!isSuppressed(one)) found.push(one);
    yield;
  }
  return found.sort(
    (a, b) =>
      compareText(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      (a.column ?? 0) - (b.column ?? 0) ||
      compareText(a.code, b.code),
  );
}
