import { hostMatches, isWildcard, mostSpecificHost } from '../services/host.js';

/** Values by host, found without looking at every host: a name meets itself and the wildcards, which are few. */
export class HostTable<T> {
  readonly #exact = new Map<string, T[]>();
  readonly #wild = new Map<string, T[]>();

  add(host: string, value: T): void {
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

  /** What is filed under the most specific host that covers this one (Istio: one host only, nothing is merged). */
  mostSpecific(host: string): readonly T[] {
    const own = this.of(host);
    return own.length ? own : (mostSpecificHost(host, this.#wild) ?? []);
  }

  hosts(): readonly string[] {
    return [...this.#exact.keys(), ...this.#wild.keys()];
  }
}
