import { compare } from './compare/compare.js';
import type { Comparison } from './compare/compare.js';
import type { Difference } from './compare/differences.js';
import type { Answer, Istio } from './istio.js';
import type { Mesh } from './mesh/mesh.js';
import { askXdsim } from './xdsim.js';

/** A mesh of what both sides accept, and what came of it. */
export interface Judged extends Comparison {
  readonly mesh: Mesh;
  readonly istio: Answer;
  /** How many manifests both sides refused. */
  readonly refused: number;
}

/** Asks both sides. Manifests that both refuse are left out, so that the others are compared. */
export async function judge(mesh: Mesh, istio: Istio): Promise<Judged> {
  const ours = askXdsim(mesh);
  const theirs = await istio.ask(mesh);
  const comparison = compare(theirs, ours);
  const refused = new Set((theirs.refused ?? []).map(({ index }) => index));
  if (comparison.differences.length > 0 || refused.size === 0)
    return { ...comparison, mesh, istio: theirs, refused: 0 };
  const rest = await judge({ ...mesh, manifests: mesh.manifests.filter((_, i) => !refused.has(i)) }, istio);
  return { ...rest, refused: rest.refused + refused.size };
}

/**
 * The differences that are left when Istio is asked again: where it goes through a map its answer is another each time, and
 * every place that changed is left out.
 */
export async function steady(judged: Judged, istio: Istio, times = 5): Promise<readonly Difference[]> {
  const first = judged.istio;
  const changing = new Set<string>();
  let left = judged.differences;
  for (let i = 0; i < times && left.length > 0; i++) {
    const again = await istio.ask(judged.mesh);
    const { differences } = compare(first, {
      refused: again.refused ?? [],
      translations: again.translations ?? [],
    });
    for (const { path } of differences) changing.add(path);
    left = left.filter(
      ({ path }) => ![...changing].some((other) => within(path, other) || within(other, path)),
    );
    // What is equal to one of Istio's answers is right.
    if (compare(again, askXdsim(judged.mesh)).differences.length === 0) return [];
  }
  return left;
}

const within = (path: string, outer: string): boolean =>
  path === outer || (path.startsWith(outer) && /^[.[:]/.test(path.slice(outer.length)));

/** What a difference is about, so that a mesh is not shrunk into another difference. */
export const about = ({ differences }: Pick<Comparison, 'differences'>): string =>
  (differences[0]?.path ?? '').replaceAll(/\[[^\]]*\]/g, '');
