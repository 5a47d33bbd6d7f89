import { RE2JS, RE2JSSyntaxException } from 're2js';

/** Istio: a longer one can exceed Envoy's limit for compiled programs. */
const maxLength = 1024;

/**
 * What is wrong with a regular expression in RE2's syntax; undefined when nothing is. RE2 itself says so: JavaScript's own
 * expressions accept things that Envoy refuses, such as look-ahead and back-references, and refuse things that it accepts.
 */
export function regexProblem(pattern: string): string | undefined {
  if (pattern === '') return 'it is empty';
  if (pattern.length > maxLength) return `it is longer than ${maxLength} characters`;
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    return error.message.replace(/^error parsing regexp: /, '');
  }
}
