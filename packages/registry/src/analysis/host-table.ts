import { hostMatches, isWildcard } from '../services/host.js';

/** Values by host, found without looking at every host: a name meets itself and the wildcards, which are few. */
export class HostTable<T> {
  readonly #exact = new Map<string, T[]>();
  readonly #wild = new Map<string, T[]>();
  #inLowerCase: ReadonlyMap<string, readonly T[]> | undefined;

  add(host: string, value: T): void {
    this.#inLowerCase = undefined;
    const table = isWildcard(host) ? this.#wild : this.#exact;
    const values = table.get(host);
    if (values) values.push(value);
    else table.set(host, [value]);
  }

  /** What is filed under exactly this host. */
  of(host: string): readonly T[] {
    return (isWildcard(host) ? this.#wild : this.#exact).get(host) ?? [];
  }

  /** What is filed under any host that can mean one name with this one, itself first. */
  matching(host: string): readonly T[] {
    const own = this.of(host);
    const others = isWildcard(host) ? [...this.#exact, ...this.#wild] : [...this.#wild];
    return [...own, ...others.flatMap(([h, values]) => (h !== host && hostMatches(h, host) ? values : []))];
  }

  /** The same, and what differs from this host in nothing but case: what is meant where hosts are those of requests. */
  meantBy(host: string): readonly T[] {
    const found = this.matching(host);
    const inLowerCase = (this.#inLowerCase ??= this.#fold()).get(host.toLowerCase()) ?? [];
    return [...found, ...inLowerCase.filter((value) => !found.includes(value))];
  }

  /** By host in lower case. */
  #fold(): ReadonlyMap<string, readonly T[]> {
    const folded = new Map<string, T[]>();
    for (const [host, values] of this.#exact) {
      const lower = host.toLowerCase();
      folded.set(lower, [...(folded.get(lower) ?? []), ...values]);
    }
    return folded;
  }

  hosts(): readonly string[] {
    return [...this.#exact.keys(), ...this.#wild.keys()];
  }
}
