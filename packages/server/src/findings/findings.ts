import type { Diagnostic } from '@xdsim/api';
import type { RegistrySnapshot } from '@xdsim/registry';
import { analyzing, type AnalyzeOptions } from '@xdsim/registry/analysis';
import { createProxy, createTranslator, type Proxy, type TranslateOptions } from '@xdsim/translator';
import { withoutDoubles } from './without-doubles.js';

export interface FindingsOptions extends Omit<AnalyzeOptions, 'mesh'> {
  /** As proxies are served. */
  readonly translate?: TranslateOptions;
  /** Those for which it is translated: one of which nothing is known, unless given. */
  readonly proxies?: readonly Proxy[];
}

/**
 * What is wrong with the objects of a snapshot, the same for whoever asks: what was found when they were read, what is wrong
 * between them, and what a translation leaves out. Each is told once; by file, then by place in it.
 *
 * @example
 * findings(registry.snapshot(), { read: diagnostics, proxies: [createProxy({ namespace: 'shop' })] });
 */
export function findings(snapshot: RegistrySnapshot, options: FindingsOptions = {}): readonly Diagnostic[] {
  const pieces = finding(snapshot, options, () => false);
  for (;;) {
    const { done, value } = pieces.next();
    if (done) return value;
  }
}

/**
 * The same, piece by piece: it is whole when the iterator is done.
 * @param isUp asked again and again: whether the piece is long enough
 */
export function* finding(
  snapshot: RegistrySnapshot,
  { translate = {}, proxies = [createProxy()], read = [], ...options }: FindingsOptions,
  isUp: () => boolean,
): Generator<undefined, readonly Diagnostic[]> {
  const translated: Diagnostic[] = [];
  for (const proxy of proxies) {
    const { diagnostics } = yield* createTranslator(proxy, translate).updating(snapshot, undefined, isUp);
    translated.push(...diagnostics);
    if (isUp()) yield;
  }
  const { mesh } = translate;
  const all = { ...options, ...(mesh && { mesh }), read: [...read, ...translated] };
  return withoutDoubles(yield* analyzing(snapshot, all));
}
