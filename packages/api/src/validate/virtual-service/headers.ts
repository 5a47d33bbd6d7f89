import type { HeaderOperations, Headers, HttpRoute } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';

/** Header operations of a route or of one of its destinations. */
export function checkHeaders(findings: Findings, path: Path, headers: Headers | undefined): void {
  checkOperations(findings, [...path, 'request'], headers?.request, true);
  checkOperations(findings, [...path, 'response'], headers?.response, false);
}

function checkOperations(
  findings: Findings,
  path: Path,
  operations: HeaderOperations | undefined,
  isRequest: boolean,
): void {
  for (const operation of ['set', 'add'] as const) {
    for (const [name, value] of Object.entries(operations?.[operation] ?? {})) {
      const at = [...path, operation, name];
      // Istio: setting the authority of a request rewrites its host
      if (!(isRequest && isAuthority(name))) checkName(findings, at, name);
      checkValue(findings, at, value);
    }
  }
  for (const [index, name] of (operations?.remove ?? []).entries())
    checkName(findings, [...path, 'remove', index], name);
}

function checkName(findings: Findings, path: Path, name: string): void {
  if (name === '') findings.add(path, 'XDS0365', 'a header has an empty name');
  else if (name.startsWith(':') || name.toLowerCase() === 'host') {
    findings.add(path, 'XDS0365', `the header ${quote(name)} cannot be changed here`);
  }
}

/** Envoy's variables: `%NAME%` or `%NAME(arguments)%`, with `%%` for a per cent sign. */
const variables = /^(?:[^%]|%%|%(?!%)[^%(]*(?:\((?:\\.|[^)\\])*\) *)?%)*$/s;

// oxlint-disable-next-line no-control-regex -- control characters are what headers cannot have
const controlCharacter = /[\u0000-\u0008\u000A-\u001F\u007F]/;

function checkValue(findings: Findings, path: Path, value: string): void {
  if (controlCharacter.test(value)) {
    findings.add(path, 'XDS0365', `the header value ${quote(value)} has a control character`);
  } else if (!variables.test(value)) {
    const help = 'for a per cent sign write %%';
    findings.add(path, 'XDS0365', `the header value ${quote(value)} has a variable that does not end`, help);
  }
}

function isAuthority(name: string): boolean {
  return ['host', ':authority'].includes(name.toLowerCase());
}

/** The host of a request can be rewritten in one place only. */
export function checkAuthority(findings: Findings, path: Path, { rewrite, headers }: HttpRoute): void {
  const request = [...path, 'headers', 'request'];
  const places: Path[] = rewrite?.authority ? [[...path, 'rewrite', 'authority']] : [];
  for (const operation of ['set', 'add'] as const) {
    for (const [name, value] of Object.entries(headers?.request?.[operation] ?? {})) {
      if (isAuthority(name) && value !== '') places.push([...request, operation, name]);
    }
  }
  const [, second] = places;
  if (second)
    findings.add(second, 'XDS0365', 'the authority is rewritten in more than one place', 'keep one of them');
}
