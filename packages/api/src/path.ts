/** A way into an object: `['spec', 'hosts', 0]`. */
export type Path = readonly (string | number)[];

/** The path as people write it: `spec.hosts[0]`, `metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: Path): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}
