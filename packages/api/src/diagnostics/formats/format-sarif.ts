import { catalogue, type DiagnosticCode, type Severity } from '../catalogue.js';
import type { Diagnostic, RelatedPlace } from '../diagnostic.js';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const pages = 'https://github.com/xdsim/xdsim/blob/main/docs/diagnostics';

export interface SarifOptions {
  /** Of xdsim. */
  readonly version?: string;
}

/** Diagnostics as SARIF 2.1.0, which code hosts and editors read: one run, with the rules that found something. */
export function formatSarif(diagnostics: Iterable<Diagnostic>, { version }: SarifOptions = {}): string {
  const all = [...diagnostics];
  const codes = [...new Set(all.map(({ code }) => code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'xdsim',
            ...(version === undefined ? {} : { version }),
            informationUri: 'https://github.com/xdsim/xdsim',
            rules: codes.map(rule),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: all.map((one) => result(one, codes.indexOf(one.code))),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

const rule = (code: DiagnosticCode) => ({
  id: code,
  shortDescription: { text: catalogue[code].title },
  helpUri: `${pages}/${code}.md`,
  defaultConfiguration: { level: levels[catalogue[code].severity] },
});

function result(diagnostic: Diagnostic, ruleIndex: number) {
  const { code, severity, message, help, object, path, related = [] } = diagnostic;
  const logical = object === undefined ? [] : [{ fullyQualifiedName: path ? `${object} ${path}` : object }];
  const physical = physicalLocation(diagnostic);
  const elsewhere = related.flatMap((place, index) => {
    const there = physicalLocation(place);
    return there ? [{ id: index, message: { text: place.message }, physicalLocation: there }] : [];
  });
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: help === undefined ? message : `${message}\nhelp: ${help}` },
    locations: [
      {
        ...(physical ? { physicalLocation: physical } : {}),
        ...(logical.length ? { logicalLocations: logical } : {}),
      },
    ].filter((location) => Object.keys(location).length),
    ...(elsewhere.length ? { relatedLocations: elsewhere } : {}),
  };
}

function physicalLocation({ file, line, column, endColumn }: Partial<RelatedPlace>) {
  if (file === undefined) return undefined;
  return {
    artifactLocation: { uri: uriOf(file) },
    ...(line === undefined
      ? {}
      : {
          region: {
            startLine: line,
            ...(column === undefined ? {} : { startColumn: column }),
            ...(endColumn === undefined ? {} : { endColumn }),
          },
        }),
  };
}

/** A relative reference, which readers resolve against the root of the repository, or a `file:` URI. */
function uriOf(file: string): string {
  const parts = file
    .replaceAll(/\p{Surrogate}/gu, '\uFFFD')
    .replaceAll('\\', '/')
    .split('/');
  const isDrive = /^[A-Za-z]:$/.test(parts[0] ?? '');
  const encoded = parts
    .map((part, index) => (isDrive && index === 0 ? part : encodeURIComponent(part)))
    .join('/');
  if (isDrive) return `file:///${encoded}`;
  return encoded.startsWith('/') ? `file://${encoded}` : encoded.replace(/^(?:\.\/)+/, '');
}
