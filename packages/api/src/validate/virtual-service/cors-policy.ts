import { parseDuration } from '../../duration.js';
import type { CorsPolicy } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import { checkDuration } from '../duration.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { regexProblem } from './regex.js';

const methods: readonly string[] = 'GET HEAD POST PUT PATCH DELETE CONNECT OPTIONS TRACE *'.split(' ');

export function checkCorsPolicy(findings: Findings, path: Path, policy: CorsPolicy): void {
  for (const [index, { exact, prefix, regex }] of (policy.allowOrigins ?? []).entries()) {
    const at = [...path, 'allowOrigins', index];
    if (!(exact ?? prefix ?? regex)) {
      findings.add(at, 'XDS0372', 'an origin matches nothing', 'add exact, prefix or regex');
    }
    const problem = regex ? regexProblem(regex) : undefined;
    if (problem !== undefined) {
      findings.add(
        [...at, 'regex'],
        'XDS0372',
        `${quote(regex ?? '')} is not a regular expression: ${problem}`,
      );
    }
  }
  for (const [index, method] of (policy.allowMethods ?? []).entries()) {
    if (methods.includes(method)) continue;
    const help = `use ${methods.join(', ')}`;
    findings.add([...path, 'allowMethods', index], 'XDS0372', `${quote(method)} is not an HTTP method`, help);
  }
  for (const name of ['allowHeaders', 'exposeHeaders'] as const) {
    for (const [index, header] of (policy[name] ?? []).entries()) {
      if (header === '*' || /^[-_A-Za-z0-9]+$/.test(header)) continue;
      findings.add([...path, name, index], 'XDS0372', `${quote(header)} is not a header name`);
    }
  }
  checkDuration(findings, [...path, 'maxAge'], policy.maxAge);
  // browsers are told whole seconds
  if ((parseDuration(policy.maxAge ?? '0') ?? 0) % 1000 !== 0) {
    findings.add([...path, 'maxAge'], 'XDS0372', `maxAge is not a number of seconds: ${policy.maxAge}`);
  }
}
