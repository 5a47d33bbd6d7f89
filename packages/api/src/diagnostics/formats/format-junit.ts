import type { Severity } from '../catalogue.js';
import type { Diagnostic } from '../diagnostic.js';
import { isAtLeast } from '../is-at-least.js';
import { printable } from '../printable.js';

export interface JunitOptions {
  /** Of the whole; `xdsim` unless told otherwise. */
  readonly name?: string;
  /** All files that were looked at: those without findings are tests that pass. */
  readonly files?: readonly string[];
  /** What counts as a failure: `error` unless told otherwise. Other findings are tests that pass, with output. */
  readonly failureThreshold?: Severity;
}

/** Diagnostics as JUnit XML, which build servers read: a suite for each file, a test for each finding. */
export function formatJunit(diagnostics: Iterable<Diagnostic>, options: JunitOptions = {}): string {
  const { name = 'xdsim', files = [], failureThreshold = 'error' } = options;
  const suites = new Map<string, Diagnostic[]>(files.map((file) => [file, []]));
  for (const one of diagnostics) {
    const file = one.file ?? name;
    const suite = suites.get(file);
    if (suite) suite.push(one);
    else suites.set(file, [one]);
  }
  const isFailure = ({ severity }: Diagnostic): boolean => isAtLeast(severity, failureThreshold);
  const all = [...suites.values()].flat();
  const count = (of: readonly Diagnostic[]): string =>
    `tests="${Math.max(1, of.length)}" failures="${of.filter(isFailure).length}"`;
  const tests = [...suites.values()].reduce((sum, of) => sum + Math.max(1, of.length), 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escape(name)}" tests="${tests}" failures="${all.filter(isFailure).length}">`,
    ...[...suites].flatMap(([file, found]) => [
      `  <testsuite name="${escape(file)}" ${count(found)}>`,
      ...(found.length
        ? found.map((one) => testCase(one, file, isFailure(one)))
        : [`    <testcase classname="${escape(file)}" name="no findings"/>`]),
      '  </testsuite>',
    ]),
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(diagnostic: Diagnostic, file: string, isFailure: boolean): string {
  const { code, severity, message, line, column, object, path, help } = diagnostic;
  const name = [code, object, path].filter(Boolean).join(' ');
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  const text = escape([`${place}: ${message}`, ...(help === undefined ? [] : [`help: ${help}`])].join('\n'));
  const body = isFailure
    ? `<failure type="${severity}" message="${escape(message)}">${text}</failure>`
    : `<system-out>${text}</system-out>`;
  return `    <testcase classname="${escape(file)}" name="${escape(name)}">${body}</testcase>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** XML 1.0 cannot hold control characters and half characters, not even escaped. */
const escape = (text: string): string =>
  text
    .split('\n')
    .map((line) => printable(line).replaceAll(/[&<>"]/g, (character) => entities[character] ?? character))
    .join('\n')
    .replaceAll(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD');
