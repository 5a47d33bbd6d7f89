import { filesUnder, read } from '../repository.js';

/** A test whose title carries the numbers of the rules that it proves. */
export interface RuleTest {
  readonly rules: readonly string[];
  readonly title: string;
  readonly file: string;
}

const titled = /\bit\(\s*(['"`])(rules? (\d+b?(?:(?:, | and )\d+b?)*): [\s\S]*?)\1,/g;

/** The tests of rules, by file, as they stand in the sources. */
export function ruleTests(): readonly RuleTest[] {
  const files = [...filesUnder('packages'), ...filesUnder('test')].filter((file) =>
    file.endsWith('.test.ts'),
  );
  return files.toSorted().flatMap((file) =>
    [...read(file).matchAll(titled)].map(([, , title = '', numbers = '']) => ({
      rules: numbers.split(/, | and /),
      title: title.replace(/^rules? [^:]*: /, '').replace(/ ?\(\$\{\w+\}\)/, ''),
      file,
    })),
  );
}
