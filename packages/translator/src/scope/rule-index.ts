import type { DestinationRule } from '@xdsim/api';
import { isWildcard } from '@xdsim/registry';
import { mergeRule } from './merge-rule.js';
import type { MergedRule } from './merge-rule.js';

/** Rules by host: those of one host in order, with a workload selector first, then by age (Istio). */
export class RuleIndex {
  readonly #rules = new Map<string, MergedRule[]>();
  /** How long the wildcards are, longest first: a lookup tries these suffixes and no others. */
  #wildcardLengths: readonly number[] = [];

  add(host: string, rule: DestinationRule, exportTo: readonly string[]): void {
    mergeRule(this.#rules, host, rule, exportTo);
    if (isWildcard(host) && !this.#wildcardLengths.includes(host.length)) {
      this.#wildcardLengths = [...this.#wildcardLengths, host.length].sort((a, b) => b - a);
    }
  }

  /** The rules of the most specific host that covers a name: itself, else the longest wildcard that it ends with. */
  mostSpecific(hostname: string): readonly MergedRule[] | undefined {
    const exact = this.#rules.get(hostname);
    if (exact || this.#wildcardLengths.length === 0) return exact;
    const name = isWildcard(hostname) ? hostname.slice(1) : hostname;
    for (const length of this.#wildcardLengths) {
      const start = name.length - (length - 1);
      const found = start >= 0 ? this.#rules.get(`*${name.slice(start)}`) : undefined;
      if (found) return found;
    }
    return undefined;
  }
}
