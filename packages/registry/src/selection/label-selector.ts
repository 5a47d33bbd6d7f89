import type { Labels } from '@xdsim/api';
import type { ParsedSelector, SelectorError } from './selector-error.js';

/** One condition on one label. Kubernetes: `notIn` is also true of a label that is absent. */
export type LabelRequirement =
  | { readonly key: string; readonly operator: 'exists' | 'absent' }
  | { readonly key: string; readonly operator: 'in' | 'notIn'; readonly values: readonly string[] }
  | { readonly key: string; readonly operator: 'above' | 'below'; readonly value: bigint };

/** All of its requirements must hold; one without any selects everything. */
export type LabelSelector = readonly LabelRequirement[];

interface Token {
  readonly text: string;
  readonly column: number;
}

const part = '[A-Za-z0-9](?:[A-Za-z0-9_.-]*[A-Za-z0-9])?';
const labelName = new RegExp(`^${part}$`);
const dnsName = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/;

/** Kubernetes: `[prefix/]name`, the prefix a DNS name of at most 253 characters, the name at most 63. */
function isLabelKey(key: string): boolean {
  const [name = '', prefix, more] = key.split('/').reverse();
  return (
    more === undefined &&
    (prefix === undefined || (prefix.length <= 253 && dnsName.test(prefix))) &&
    name.length <= 63 &&
    labelName.test(name)
  );
}

const isLabelValue = (value: string): boolean =>
  value === '' || (value.length <= 63 && labelName.test(value));

/** A word is whatever is neither space nor punctuation, as in kubectl. */
function tokens(text: string): readonly Token[] {
  const found = [...text.matchAll(/==|!=|[=!(),<>]|[^\s=!(),<>]+/g)];
  return found.map((match) => ({ text: match[0], column: match.index + 1 }));
}

const isWord = (token: Token): boolean => !/^[=!(),<>]/.test(token.text);

/** Carries an error out of the depth of the grammar; it never leaves this file. */
class Malformed extends Error {
  readonly error: SelectorError;

  constructor(message: string, column: number) {
    super(message);
    this.error = { message, column };
  }
}

class Reader {
  #next = 0;
  readonly #tokens: readonly Token[];
  readonly #end: number;

  constructor(text: string) {
    this.#tokens = tokens(text);
    this.#end = text.length + 1;
  }

  read(): LabelSelector {
    const requirements: LabelRequirement[] = [];
    if (!this.#peek()) return requirements;
    do requirements.push(this.#requirement());
    while (this.#take(','));
    if (this.#peek()) this.#fail("',' or the end");
    return requirements;
  }

  #requirement(): LabelRequirement {
    if (this.#take('!')) return { key: this.#key(), operator: 'absent' };
    const key = this.#key();
    if (this.#take('=') ?? this.#take('==')) return { key, operator: 'in', values: [this.#value()] };
    if (this.#take('!=')) return { key, operator: 'notIn', values: [this.#value()] };
    if (this.#take('in')) return { key, operator: 'in', values: this.#values() };
    if (this.#take('notin')) return { key, operator: 'notIn', values: this.#values() };
    if (this.#take('>')) return { key, operator: 'above', value: this.#integer() };
    if (this.#take('<')) return { key, operator: 'below', value: this.#integer() };
    if (!this.#peek() || this.#peek()?.text === ',') return { key, operator: 'exists' };
    return this.#fail("one of '=', '==', '!=', 'in', 'notin', '<', '>', ',' or the end");
  }

  #key(): string {
    const token = this.#peek();
    if (!token || !isWord(token) || token.text === 'in' || token.text === 'notin')
      return this.#fail('a label');
    if (!isLabelKey(token.text)) throw new Malformed(`'${token.text}' is not a label key`, token.column);
    this.#next++;
    return token.text;
  }

  /** Kubernetes: an absent value is the empty one. */
  #value(): string {
    const token = this.#peek();
    if (!token || token.text === ',' || token.text === ')') return '';
    if (!isWord(token)) return this.#fail('a value');
    if (!isLabelValue(token.text)) throw new Malformed(`'${token.text}' is not a label value`, token.column);
    this.#next++;
    return token.text;
  }

  #values(): readonly string[] {
    const values: string[] = [];
    if (!this.#take('(')) this.#fail("'('");
    if (this.#peek()?.text === ')') this.#fail('at least one value');
    do values.push(this.#value());
    while (this.#take(','));
    if (!this.#take(')')) this.#fail("',' or ')'");
    return values;
  }

  #integer(): bigint {
    const token = this.#peek();
    if (!token || !/^[+-]?\d+$/.test(token.text)) return this.#fail('an integer');
    this.#next++;
    return BigInt(token.text.replace('+', ''));
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#next];
  }

  #take(text: string): Token | undefined {
    const token = this.#peek();
    if (token?.text !== text) return undefined;
    this.#next++;
    return token;
  }

  #fail(expected: string): never {
    const token = this.#peek();
    const found = token ? `'${token.text}'` : 'the end';
    throw new Malformed(`found ${found} where ${expected} is expected`, token?.column ?? this.#end);
  }
}

/**
 * Reads a label selector as kubectl's `-l` does: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`,
 * `a>1`, `a<1`, any number of them separated by commas. An empty text selects everything.
 *
 * @example
 * const { selector, error } = parseLabelSelector('app=web,!canary');
 */
export function parseLabelSelector(text: string): ParsedSelector<LabelSelector> {
  try {
    return { selector: new Reader(text).read() };
  } catch (error) {
    if (error instanceof Malformed) return { error: error.error };
    throw error;
  }
}

function holds(requirement: LabelRequirement, value: string | undefined): boolean {
  switch (requirement.operator) {
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'in':
      return value !== undefined && requirement.values.includes(value);
    case 'notIn':
      return value === undefined || !requirement.values.includes(value);
    default: {
      if (value === undefined || !/^[+-]?\d+$/.test(value)) return false;
      const number = BigInt(value.replace('+', ''));
      return requirement.operator === 'above' ? number > requirement.value : number < requirement.value;
    }
  }
}

export const labelsMatch = (selector: LabelSelector, labels: Labels = {}): boolean =>
  selector.every((requirement) =>
    holds(requirement, Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined),
  );
