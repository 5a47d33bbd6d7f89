import type { AdminState } from '../admin-state.js';
import { json, text, type Answer } from '../http/answer.js';
import { isRead, isSet, type AdminRequest } from '../http/request.js';
import { configDump } from './config-dump.js';
import { configz } from './configz.js';
import { endpointz } from './endpointz.js';
import { findings } from './findings.js';
import { provenance } from './provenance.js';
import { registryz } from './registryz.js';
import { settled } from './settled.js';
import { syncz } from './syncz.js';

interface Page {
  readonly about: string;
  show(state: AdminState, query: URLSearchParams, signal: AbortSignal): Answer | Promise<Answer>;
  /** What POST does, where it does anything. */
  change?(state: AdminState): Answer;
}

/** A page that is one value. */
const data = (about: string, value: (state: AdminState) => unknown): Page => ({
  about,
  show: (state, query) => json(200, value(state), isSet(query, 'pretty')),
});

const pages: Readonly<Record<string, Page>> = {
  '/healthz': {
    about: 'whether the server runs',
    show: () => text(200, 'ok\n'),
  },
  '/readyz': {
    about: 'whether every source was read, so that proxies are served, objects are kept, and nothing is held',
    show(state) {
      const pending = state.pendingSources();
      if (pending.length > 0) return text(503, `still reading ${pending.join(', ')}\n`);
      if (!state.isTranslated()) return text(503, 'still translating\n');
      const failure = state.storeFailure();
      const problem = failure ?? state.heldRemoval();
      return problem === undefined ? text(200, 'ok\n') : text(503, `${problem}\n`);
    },
  },
  '/metrics': {
    about: 'the numbers, for Prometheus',
    show: async ({ metrics }) => text(200, await metrics.text(), { 'content-type': metrics.contentType }),
  },
  '/debug/syncz': { about: 'what each proxy was sent, and what it accepted', show: syncz },
  '/debug/removal': {
    about: 'what is not served before somebody confirms it; POST confirms it',
    show: (state) => json(200, { held: state.heldRemoval() ?? null }),
    change(state) {
      const held = state.heldRemoval() ?? null;
      return json(200, { confirmed: state.confirmRemoval(), held });
    },
  },
  '/debug/settled': { about: 'answers when every proxy holds what the server holds', show: settled },
  '/debug/findings': { about: 'what is wrong with the objects', show: findings },
  '/debug/configz': data('the objects', configz),
  '/debug/registryz': data('the services that follow from the objects', registryz),
  '/debug/endpointz': { about: 'the endpoints of each port of the services', show: endpointz },
  '/debug/provenance': { about: 'which objects made what a proxy is given: ?proxyID=ID', show: provenance },
  '/debug/config_dump': { about: 'what a proxy is given: ?proxyID=ID', show: configDump },
};

const contents = [
  ...Object.entries(pages).map(([path, { about }]) => [path, about] as const),
  ['/api, /apis', "the objects, as Kubernetes' API has them"] as const,
]
  .map(([path, about]) => `${path.padEnd(20)}${about}\n`)
  .join('');

/** The answer of one page; for one that does not exist, a list of those that do. */
export function answerPage(request: AdminRequest, state: AdminState): Answer | Promise<Answer> {
  const { path, query, signal } = request;
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (!page) return text(404, `There is no ${path} here, but:\n\n${contents}`);
  if (page.change && request.method === 'POST') return page.change(state);
  if (!isRead(request)) return text(405, `${path} can only be read\n`, { allow: 'GET, HEAD' });
  return page.show(state, query, signal);
}
