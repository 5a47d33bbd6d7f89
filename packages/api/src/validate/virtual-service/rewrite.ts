import type { HttpRewrite } from '../../kinds/http-route.js';
import type { Path } from '../../path.js';
import type { Findings } from '../findings.js';
import { quote } from '../quote.js';
import { regexProblem } from './regex.js';

export function checkRewrite(findings: Findings, path: Path, rewrite: HttpRewrite): void {
  const { uri = '', authority = '', uriRegexRewrite } = rewrite;
  if (uri !== '' && uriRegexRewrite) {
    const help = 'keep one of the two';
    findings.add([...path, 'uriRegexRewrite'], 'XDS0369', 'uri and uriRegexRewrite exclude each other', help);
  }
  if (uri === '' && authority === '' && !uriRegexRewrite) {
    findings.add(
      path,
      'XDS0369',
      'a rewrite changes nothing',
      'add uri, uriRegexRewrite or authority, or remove it',
    );
  }
  if (!uriRegexRewrite) return;
  for (const name of ['match', 'rewrite'] as const) {
    if (!uriRegexRewrite[name])
      findings.add([...path, 'uriRegexRewrite', name], 'XDS0369', `uriRegexRewrite has no ${name}`);
  }
  const problem = uriRegexRewrite.match ? regexProblem(uriRegexRewrite.match) : undefined;
  if (problem === undefined) return;
  const at = [...path, 'uriRegexRewrite', 'match'];
  findings.add(
    at,
    'XDS0369',
    `${quote(uriRegexRewrite.match ?? '')} is not a regular expression: ${problem}`,
  );
}
