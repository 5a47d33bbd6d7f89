import type { AnyObject } from '@xdsim/api';

/** Field names that hold a port, in any of Istio's objects. */
const portFields = new Set(['number', 'targetPort', 'port']);

/**
 * Replaces port numbers, wherever objects name them: for the `map` of `files`. YAML that is meant for people says 9001, where
 * a sample backend is at home; a test gives each backend a free port and moves the YAML there.
 *
 * @example
 * files('./mesh', { map: movePorts({ 9001: v1.port, 9002: v2.port }) });
 */
export function movePorts(table: Readonly<Record<number, number>>): (object: AnyObject) => AnyObject {
  const moved = (value: unknown, isPort: boolean, isTable = false): unknown => {
    if (typeof value === 'number') return isPort ? (table[value] ?? value) : value;
    if (Array.isArray(value)) return value.map((item) => moved(item, false));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, field]) => [
        name,
        // An endpoint's `ports` is a table from a port's name to its number.
        moved(field, isTable || portFields.has(name), name === 'ports'),
      ]),
    );
  };
  return (object) => {
    const spec = 'spec' in object ? { spec: moved(object.spec, false) } : {};
    return { ...object, ...spec } as AnyObject;
  };
}
