import { diagnostic, type Diagnostic } from '@xdsim/api';
import type { ResourceMap } from '@xdsim/envoy';

interface Demand {
  /** What the proxy asks for by name. */
  readonly asked: ReadonlySet<string> | undefined;
  /** What clusters lack that it is not given for that. */
  readonly lacked: readonly string[];
  readonly secrets: ResourceMap<'secrets'>;
}

/** The secrets that a proxy needs and does not get. */
export class LackingSecrets {
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly #proxy: string;
  readonly #isPrivate: boolean;
  readonly #demand: Demand | undefined;

  /** @param isPrivate whether it may have any */
  constructor(proxy: string, isPrivate: boolean, demand?: Demand) {
    this.#proxy = proxy;
    this.#isPrivate = isPrivate;
    this.#demand = demand;
    const { asked = [], lacked = [], secrets } = demand ?? {};
    const missing = [...asked].filter((name) => !isPrivate || !secrets?.has(name));
    this.names = [...new Set([...missing, ...lacked])].sort();
    this.diagnostics = this.names.length === 0 ? [] : [explain(proxy, this.names, isPrivate)];
  }

  /** The same object if nothing has changed. */
  after(demand: Demand): LackingSecrets {
    const { asked, lacked, secrets } = demand;
    const before = this.#demand;
    const isIdle = !asked?.size && lacked.length === 0 && this.names.length === 0;
    const isSame =
      asked === before?.asked && secrets === before?.secrets && lacked.join() === before.lacked.join();
    return isIdle || isSame ? this : new LackingSecrets(this.#proxy, this.#isPrivate, demand);
  }
}

function explain(proxy: string, names: readonly string[], isPrivate: boolean): Diagnostic {
  const what = `${names.length === 1 ? 'the secret' : 'the secrets'} ${names.join(', ')}`;
  return isPrivate
    ? diagnostic('XDS0632', {
        message: `${proxy} needs ${what}, which this server does not have`,
        help: 'connections that need it fail, and nothing else does; --secrets names the files of secrets',
      })
    : diagnostic('XDS0633', {
        message: `${proxy} needs ${what}, is on another machine and speaks plain text: it does not get it`,
        help: 'secrets go to other machines by TLS only: --tls-cert and --tls-key',
      });
}
