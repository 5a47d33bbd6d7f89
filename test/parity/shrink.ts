import type { Mesh } from './mesh/mesh.js';

/** Values that are a step simpler: one item or field less, at every depth, the largest pieces first. */
function* simpler(value: unknown): Generator {
  if (Array.isArray(value)) {
    for (let size = value.length >> 1; size > 1; size >>= 1) {
      for (let i = 0; i < value.length; i += size) yield value.toSpliced(i, size);
    }
    for (let i = 0; i < value.length; i++) yield value.toSpliced(i, 1);
    for (let i = 0; i < value.length; i++) for (const item of simpler(value[i])) yield value.with(i, item);
  } else if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([other]) => other !== name));
    for (const [name, inner] of entries) {
      for (const item of simpler(inner)) yield { ...value, [name]: item };
    }
  }
}

const isMesh = (value: unknown): value is Mesh => {
  const { manifests, settings, proxies } = value as Partial<Mesh>;
  return (
    manifests !== undefined &&
    settings !== undefined &&
    proxies !== undefined &&
    proxies.length > 0 &&
    proxies.every(({ namespace }) => namespace !== undefined) &&
    manifests.every(
      (m) => m.kind !== undefined && m.apiVersion !== undefined && m.metadata?.name !== undefined,
    )
  );
};

/**
 * The smallest mesh that still differs: pieces are taken away as long as it does. Ends by itself, as each step makes the mesh
 * smaller, and after a number of tries at the latest.
 */
export async function shrink(
  mesh: Mesh,
  differs: (mesh: Mesh) => Promise<boolean>,
  tries = 600,
): Promise<Mesh> {
  let smallest = mesh;
  let left = tries;
  for (let progress = true; progress && left > 0;) {
    progress = false;
    for (const candidate of simpler(smallest)) {
      if (!isMesh(candidate)) continue;
      if (left-- <= 0) break;
      if (!(await differs(candidate))) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}
