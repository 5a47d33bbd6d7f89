import { apiVersionsOf, parse } from '@xdsim/api';
import { expect } from 'chai';
import { analyze, type AnalyzeOptions, rules } from '../../src/analysis/index.js';
import { createRegistry } from '../../src/index.js';
import { documents, objects } from '../objects.js';
import type { Diagnostic, Kind } from '@xdsim/api';

export { serviceEntry, workloadEntry } from '../objects.js';

/** An object whose spec is a block of YAML, which starts at the fifth line. */
export function manifest(kind: Kind, spec: string, metadata = 'name: a'): string {
  const lines = spec.split('\n').filter((line) => line.trim());
  const indent = Math.min(...lines.map((line) => line.search(/\S/)));
  const body = lines.map((line) => `  ${line.slice(indent)}`).join('\n');
  const [apiVersion] = apiVersionsOf(kind);
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: {${metadata}}\nspec:\n${body}`;
}

/** A Deployment of Kubernetes, or another of its kind. */
export const deployment = (
  labels: Record<string, string>,
  namespace = 'default',
  kind = 'Deployment',
): string =>
  JSON.stringify({
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'made', namespace },
    spec: { selector: {}, template: { metadata: { labels }, spec: { containers: [{ name: 'app' }] } } },
  });

/** The Gateway `public`, which accepts requests for any host. */
export const gateway = (namespace = 'default'): string =>
  manifest(
    'Gateway',
    `
    selector: {istio: ingress}
    servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: ['*']}]`,
    `name: public, namespace: ${namespace}`,
  );

/** What all rules find in some documents of one file. */
export function analysis(texts: readonly string[], options?: AnalyzeOptions): readonly Diagnostic[] {
  const registry = createRegistry();
  const text = documents(...texts);
  registry.apply(objects(text));
  return analyze(registry.snapshot(), { templates: parse(text).templates, ...options });
}

interface Finding {
  readonly yaml: readonly string[];
  readonly line: number;
  readonly path: string;
  /** Fragments. */
  readonly message: string;
  readonly help?: string;
  /** Line and message fragment of the related place. */
  readonly related?: readonly [line: number, message: string];
}

export interface Cases {
  readonly invalid: Readonly<Record<string, Finding>>;
  readonly valid: Readonly<Record<string, readonly string[]>>;
}

/** All rules run on every case, so that a case of one rule also shows that the others keep silent. */
export function testRule(name: string, { invalid, valid }: Cases): void {
  describe(`the rule ${name}`, () => {
    const rule = rules.find((one) => one.name === name);

    for (const [title, { yaml, line, path, message, help = '', related }] of Object.entries(invalid)) {
      it(`reports ${title}`, () => {
        const found = analysis(yaml);
        expect(found.map((one) => `${one.code} ${one.line} ${one.path}`)).to.deep.equal([
          `${rule?.code} ${line} ${path}`,
        ]);
        expect(found[0]?.message).to.include(message);
        expect(found[0]?.help).to.include(help);
        if (!related) return;
        expect(found[0]?.related?.map((place) => place.line)).to.deep.equal([related[0]]);
        expect(found[0]?.related?.[0]?.message).to.include(related[1]);
      });
    }

    for (const [title, yaml] of Object.entries(valid)) {
      it(`accepts ${title}`, () => {
        expect(analysis(yaml).map((one) => `${one.code} ${one.message}`)).to.deep.equal([]);
      });
    }
  });
}
