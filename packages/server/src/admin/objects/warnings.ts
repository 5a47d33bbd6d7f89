import type { Diagnostic } from '@xdsim/api';
import type { Answer } from '../http/answer.js';

/** Headers are no place for a book: Node reads 16 KB of them. */
const MOST = 20;
const LONGEST = 300;

/** What is told with an object that is accepted all the same, as Kubernetes does: a header a warning. */
export function warningHeaders(diagnostics: readonly Diagnostic[]): Answer['headers'] {
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning');
  return warnings.length === 0 ? {} : { warning: warnings.slice(0, MOST).map(toHeader) };
}

function toHeader({ code, path, message }: Diagnostic): string {
  const text = `${path === undefined ? '' : `${path}: `}${message}`
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, LONGEST);
  const quoted = `${text} [${code}]`.replace(/["\\]/g, '\\$&');
  // RFC 9110: what is not ASCII travels as the bytes that it is, which Node writes one by one from Latin-1.
  return `299 - "${Buffer.from(quoted).toString('latin1')}"`;
}
