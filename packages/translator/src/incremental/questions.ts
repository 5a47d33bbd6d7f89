import type { Answer, Ask } from '../proxy/client.js';
import type { Proxy } from '../proxy/proxy.js';
import { Source } from './readable.js';
import type { Graph } from './graph.js';

/** What was asked about the proxy, as long as some result depends on the answer. */
class Question extends Source {
  readonly of: (proxy: Proxy) => Answer;
  readonly answer: Answer;

  constructor(all: Map<string, Question>, text: string, of: (proxy: Proxy) => Answer, answer: Answer) {
    super(all, text);
    this.of = of;
    this.answer = answer;
  }
}

/**
 * Knows what a translation has asked about its proxy: for all others that would have answered the same it is the same. So
 * nobody has to say beforehand which proxies see the same, and whatever comes to depend on something else of them is noticed.
 */
export class Questions {
  readonly #graph: Graph;
  readonly #proxy: Proxy;
  readonly #all = new Map<string, Question>();
  #edition: object = {};
  #count = 0;

  constructor(graph: Graph, proxy: Proxy) {
    this.#graph = graph;
    this.#proxy = proxy;
  }

  /** Another one whenever there are other questions than before. */
  get edition(): object {
    // Those that nobody reads any more go without a word.
    if (this.#all.size !== this.#count) this.#edition = {};
    this.#count = this.#all.size;
    return this.#edition;
  }

  readonly ask: Ask = (text, of) => {
    let question = this.#all.get(text);
    if (!question) {
      question = new Question(this.#all, text, of, of(this.#proxy));
      this.#all.set(text, question);
      this.#edition = {};
    }
    this.#graph.note(question);
    return question.answer as ReturnType<typeof of>;
  };

  /** Whether another proxy answers all questions as this one did. */
  areAnsweredAlikeBy(proxy: Proxy): boolean {
    for (const { of, answer } of this.#all.values()) if (of(proxy) !== answer) return false;
    return true;
  }
}
