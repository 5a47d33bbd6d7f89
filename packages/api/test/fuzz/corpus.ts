import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../../../', import.meta.url);

/** Real objects, with and without faults: the examples of the documentation and the inputs of the golden tests. */
export function readCorpus(): readonly string[] {
  const pages = new URL('docs/diagnostics/', root);
  const examples = readdirSync(pages).flatMap((name) =>
    [...readFileSync(new URL(name, pages), 'utf8').matchAll(/```yaml[^\n]*\n(.*?)```/gs)].map(
      ([, text]) => text ?? '',
    ),
  );
  const golden = new URL('packages/translator/test/golden/', root);
  const inputs = readdirSync(golden).map((name) =>
    readFileSync(new URL(`${name}/input.yaml`, golden), 'utf8'),
  );
  return [...examples, ...inputs.filter((text) => text.length < 4000)];
}
