import { diagnostic, type Diagnostic } from '@xdsim/api';
import type { ResourceMap } from '@xdsim/envoy';

const nothing: ReadonlySet<string> = new Set();

/** The secrets that a proxy asks for and does not get. */
export class LackingSecrets {
  readonly proxy: string;
  /** Whether it may have any. */
  readonly isPrivate: boolean;
  readonly names: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly #asked: ReadonlySet<string>;
  readonly #secrets: ResourceMap<'secrets'> | undefined;

  constructor(proxy: string, isPrivate: boolean, asked = nothing, secrets?: ResourceMap<'secrets'>) {
    this.proxy = proxy;
    this.isPrivate = isPrivate;
    this.#asked = asked;
    this.#secrets = secrets;
    this.names = [...asked].filter((name) => !isPrivate || !secrets?.has(name)).sort();
    this.diagnostics = this.names.length === 0 ? [] : [explain(this)];
  }

  /** The same object if neither what is asked for nor what there is has changed. */
  after(asked: ReadonlySet<string> = nothing, secrets: ResourceMap<'secrets'>): LackingSecrets {
    if (asked === this.#asked && (secrets === this.#secrets || asked.size === 0)) return this;
    return new LackingSecrets(this.proxy, this.isPrivate, asked, secrets);
  }
}

function explain({ proxy, names, isPrivate }: LackingSecrets): Diagnostic {
  const what = `${names.length === 1 ? 'the secret' : 'the secrets'} ${names.join(', ')}`;
  return isPrivate
    ? diagnostic('XDS0632', {
        message: `${proxy} asks for ${what}, which this server does not have`,
        help: 'connections that need it fail, and nothing else does; --secrets names the files of secrets',
      })
    : diagnostic('XDS0633', {
        message: `${proxy} asks for ${what} from another machine, in plain text, and does not get it`,
        help: 'secrets go to other machines by TLS only: --tls-cert and --tls-key',
      });
}
