import { quote } from './quote.js';

// Istio's labels may have upper case; Kubernetes' names may not.
const label = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const wildcardLabel = /^(?:\*|(?:\*-?)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;

/** Whether a text is one label of a domain name (RFC 1123). */
export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && label.test(text);
}

/** What is wrong with a fully qualified domain name; undefined when nothing is. */
export function domainProblem(domain: string): string | undefined {
  return lengthProblem(domain) ?? labelsProblem(domain);
}

/** What is wrong with a domain name whose first label may be, or start with, a wildcard; undefined when nothing is. */
export function wildcardDomainProblem(domain: string): string | undefined {
  const tooLong = lengthProblem(domain);
  if (tooLong !== undefined) return tooLong;
  const dot = domain.indexOf('.');
  const first = dot < 0 ? domain : domain.slice(0, dot);
  if (first.length > 63 || !wildcardLabel.test(first)) return `the label ${quote(first)} is not allowed`;
  return dot < 0 ? undefined : labelsProblem(domain.slice(dot + 1));
}

function lengthProblem(domain: string): string | undefined {
  if (domain === '') return 'it is empty';
  return domain.length > 255 ? 'it is longer than 255 characters' : undefined;
}

function labelsProblem(domain: string): string | undefined {
  const labels = domain.split('.');
  const top = labels.at(-1) ?? '';
  // Istio: an IP address is not a domain name
  if (/^[-+]?\d+$/.test(top)) return `the top level domain ${quote(top)} is a number`;
  // a final dot makes a name absolute
  const last = top === '' ? labels.length - 1 : labels.length;
  for (const text of labels.slice(0, last)) {
    if (!isDnsLabel(text)) return `the label ${quote(text)} is not allowed`;
  }
  return undefined;
}

/** Whether a text is a wildcard with more than `*` in its first label, such as `*-v1.example.com`. */
export function isPartialWildcard(domain: string): boolean {
  return domain.includes('*') && domain !== '*' && !domain.startsWith('*.');
}
