import type { HttpMatch, StringMatch } from '../../kinds/http-match.js';
import { formatPath, type Path } from '../../path.js';
import { isDnsLabel } from '../domain.js';
import type { Findings } from '../findings.js';
import { checkLabels } from '../labels.js';
import { checkPortNumber } from '../port.js';
import { quote } from '../quote.js';
import { checkGatewayNames } from './gateway-names.js';
import { regexProblem } from './regex.js';

export function checkHttpMatches(
  findings: Findings,
  path: Path,
  matches: readonly HttpMatch[] | undefined,
): void {
  for (const [index, match] of (matches ?? []).entries()) {
    const at = [...path, index];
    for (const { path: place, value, emptyPrefix, anyRegex } of stringMatches(at, match)) {
      if (value.prefix === '' && !emptyPrefix) {
        findings.add(
          [...place, 'prefix'],
          'XDS0364',
          `the prefix of ${formatPath(place)} is empty`,
          'write {} to match any value',
        );
      }
      if (value.regex === undefined || (anyRegex && value.regex === '*')) continue;
      checkRegex(findings, [...place, 'regex'], value.regex);
    }
    for (const name of ['headers', 'withoutHeaders'] as const) {
      for (const header of Object.keys(match[name] ?? {}))
        checkHeaderName(findings, [...at, name, header], header);
    }
    if (match.port) checkPortNumber(findings, [...at, 'port'], match.port);
    checkLabels(findings, [...at, 'sourceLabels'], match.sourceLabels);
    checkGatewayNames(findings, [...at, 'gateways'], match.gateways);
    if (match.sourceNamespace && !isDnsLabel(match.sourceNamespace)) {
      const place = [...at, 'sourceNamespace'];
      findings.add(place, 'XDS0364', `${quote(match.sourceNamespace)} is not a namespace`);
    }
  }
}

export function checkRegex(findings: Findings, path: Path, regex: string): void {
  const problem = regexProblem(regex);
  if (problem === undefined) return;
  const help = 'Envoy matches with RE2, whole values only: see https://github.com/google/re2/wiki/Syntax';
  findings.add(path, 'XDS0364', `${quote(regex)} is not a regular expression: ${problem}`, help);
}

interface Place {
  readonly path: Path;
  readonly value: StringMatch;
  /** Every path starts with nothing, so that Istio lets an empty prefix pass there. */
  readonly emptyPrefix?: boolean;
  /** Istio: `*` stands for "is there at all". */
  readonly anyRegex?: boolean;
}

function* stringMatches(path: Path, match: HttpMatch): Generator<Place, void> {
  if (match.uri) yield { path: [...path, 'uri'], value: match.uri, emptyPrefix: true };
  for (const name of ['scheme', 'method', 'authority'] as const) {
    const value = match[name];
    if (value) yield { path: [...path, name], value };
  }
  for (const name of ['headers', 'queryParams', 'withoutHeaders'] as const) {
    for (const [key, value] of Object.entries(match[name] ?? {})) {
      yield { path: [...path, name, key], value, anyRegex: name === 'withoutHeaders' };
    }
  }
}

function checkHeaderName(findings: Findings, path: Path, name: string): void {
  if (isJwtClaim(name) || /^[-_A-Za-z0-9]+$/.test(name)) return;
  const help = 'use letters, digits, "-" and "_"; :authority, :method and :path have fields of their own';
  findings.add(
    path,
    'XDS0364',
    name === '' ? 'a header has an empty name' : `${quote(name)} is not a header`,
    help,
  );
}

/** Whether a header name stands for a claim of a validated token: `@request.auth.claims.sub` or `@request.auth.claims[sub]`. */
export function isJwtClaim(name: string): boolean {
  return /^@request\.auth\.claims[.[]/i.test(name);
}
