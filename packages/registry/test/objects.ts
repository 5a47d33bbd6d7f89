import { parse } from '@xdsim/api';
import type { AnyObject } from '@xdsim/api';

/** The objects of a YAML text; a text that is not valid fails the test that wrote it. */
export function objects(text: string, file = 'mesh.yaml'): readonly AnyObject[] {
  const { objects: found, diagnostics } = parse(text, { file });
  const errors = diagnostics.filter((d) => d.severity === 'error');
  if (errors.length) throw new Error(errors.map((d) => `${d.code} ${d.message}`).join('\n'));
  return found;
}

/** A static ServiceEntry in one line. */
export const serviceEntry = (name: string, fields: Record<string, unknown> = {}, metadata = {}): string =>
  JSON.stringify({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: { name, ...metadata },
    spec: {
      hosts: [`${name}.example.com`],
      ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
      resolution: 'STATIC',
      endpoints: [{ address: '10.0.0.1' }],
      ...fields,
    },
  });

export const workloadEntry = (name: string, spec: Record<string, unknown>, metadata = {}): string =>
  JSON.stringify({
    apiVersion: 'networking.istio.io/v1',
    kind: 'WorkloadEntry',
    metadata: { name, ...metadata },
    spec,
  });

export const documents = (...texts: readonly string[]): string => texts.join('\n---\n');
