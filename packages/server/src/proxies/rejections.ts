import type { Diagnostic } from '@xdsim/api';
import type { Resource, ResourceType } from '@xdsim/envoy';
import type { Publication } from '../views/publication.js';
import type { Views } from '../views/views.js';
import type { Connected } from './connected.js';
import { explainRejection, isAboutPort, namedIn } from './rejection.js';
import type { Troubles } from './troubles.js';

interface Refusal {
  readonly type: ResourceType;
  readonly names: readonly string[];
  /** What the names were names of. */
  readonly content: ReadonlyMap<string, Resource>;
  readonly message: string;
  readonly generation: number;
}

/** What is done about a NACK: what it is about is found and put aside, and all else goes on. */
export class Rejections {
  readonly #views: Views;
  readonly #troubles: Troubles;

  constructor(views: Views, troubles: Troubles) {
    this.#views = views;
    this.#troubles = troubles;
  }

  /** Gives a proxy what its view holds, less what it rejected. */
  give(it: Connected, publication: Publication): void {
    const before = it.view;
    it.view = publication;
    it.stream.publish({
      ...publication,
      resources: it.search.admit(it.quarantine.admit(publication.resources)),
    });
    if (before && it.quarantine.active(before.resources).length > 0) this.#troubles.report(it);
  }

  /** A proxy rejected a response. Returns what is to be said of it. */
  rejected(it: Connected, refusal: Refusal): Diagnostic {
    const { type, names, message, generation } = refusal;
    const culprits = culpritsOf(it, refusal);
    const about = culprits?.map(({ name }) => name) ?? names;
    const proxy = it.proxy.id;
    const provenance = this.#views.provenanceFor(it.proxy);
    const diagnostic = explainRejection({ proxy, type, message, names: about }, provenance);
    if (culprits) this.#putAside(it, refusal, culprits, diagnostic);
    else it.rejected.set(type, { diagnostic, generation: beginningOf(it, type, diagnostic) ?? generation });
    // Half of what may be wrong is held back; or what was wrong is found, and the next part is offered.
    if ((!culprits || it.search.goOn(type)) && it.view) this.give(it, it.view);
    this.#troubles.report(it);
    return diagnostic;
  }

  /** A proxy accepted a response. */
  accepted(it: Connected, type: ResourceType): void {
    if (it.search.goOn(type) && it.view) this.give(it, it.view);
  }

  #putAside(it: Connected, refusal: Refusal, culprits: readonly Resource[], diagnostic: Diagnostic): void {
    const { type, names, message, generation } = refusal;
    for (const { name, version } of culprits)
      it.quarantine.reject({ type, name, version, generation, message, diagnostic });
    // The rest of that response may have been dropped with it, and is given again. Alone, it leaves nothing behind, and
    // nobody hears of it before there is something new to say.
    if (culprits.length < names.length && it.view) this.give(it, it.view);
  }
}

/** Since when it says the same: what it cannot bind comes with every response that has listeners in it. */
function beginningOf({ rejected }: Connected, type: ResourceType, now: Diagnostic): number | undefined {
  const before = rejected.get(type);
  return before?.diagnostic.message === now.message ? before.generation : undefined;
}

/** The resources that a NACK is about; undefined as long as that is not known. */
function culpritsOf({ search, quarantine }: Connected, refusal: Refusal): readonly Resource[] | undefined {
  const { type, names, content, message } = refusal;
  // A port that is taken now may be free the next time: the proxy opens the others, and tries this one again.
  if (isAboutPort(refusal) || quarantine.isFull) return undefined;
  const named = namedIn(message, names).flatMap((name) => content.get(name) ?? []);
  if (named.length > 0) return named;
  const suspects = search.rejected(type, names, content);
  return suspects.length === 1 ? suspects : undefined;
}
