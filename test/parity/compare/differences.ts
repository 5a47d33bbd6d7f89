/** A place where two values are not equal. What one side lacks is undefined. */
export interface Difference {
  readonly path: string;
  readonly istio: unknown;
  readonly ours: unknown;
}

type Json = Readonly<Record<string, unknown>>;

/** Lists whose order means nothing to Envoy. */
const unordered = new Set(['domains', 'server_names', 'prefix_ranges', 'virtual_hosts', 'filter_chains']);

/** Keys sorted, and lists whose order means nothing. */
export function canonical(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => canonical(item));
    return unordered.has(key) ? items.toSorted((a, b) => (textOf(a) < textOf(b) ? -1 : 1)) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, v]) => [name, canonical(v, name)]),
  );
}

/** By name where there is one, so that a list with one more item is still compared pair by pair. */
const textOf = (value: unknown): string => {
  const { name, filter_chain_match: match } = (value ?? {}) as Json;
  return JSON.stringify([name, match, value]);
};

const nameOf = (value: unknown): string | undefined => {
  const { name, cluster_name: cluster } = (value ?? {}) as Json;
  return (name ?? cluster) as string | undefined;
};

const byName = (items: readonly unknown[]): ReadonlyMap<string, unknown> | undefined => {
  const entries = items.map((item) => [nameOf(item), item] as const);
  const map = new Map(entries.filter((entry): entry is [string, unknown] => entry[0] !== undefined));
  return map.size === items.length ? map : undefined;
};

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where two canonical values are not equal: the innermost places. */
export function differences(istio: unknown, ours: unknown, path = ''): readonly Difference[] {
  if (JSON.stringify(istio) === JSON.stringify(ours)) return [];
  if (Array.isArray(istio) && Array.isArray(ours)) {
    const [a, b] = [byName(istio), byName(ours)];
    if (a && b) {
      const found = [...new Set([...a.keys(), ...b.keys()])].flatMap((name) =>
        differences(a.get(name), b.get(name), `${path}[${name}]`),
      );
      return found.length > 0
        ? found
        : [{ path: `${path}: order`, istio: [...a.keys()], ours: [...b.keys()] }];
    }
    if (istio.length === ours.length)
      return istio.flatMap((item, i) => differences(item, ours[i], `${path}[${i}]`));
  }
  if (isObject(istio) && isObject(ours)) {
    const names = new Set([...Object.keys(istio), ...Object.keys(ours)]);
    return [...names].flatMap((name) => differences(istio[name], ours[name], `${path}.${name}`));
  }
  return [{ path, istio, ours }];
}
