/** What the admin pages show. */
export interface AdminState {
  /** The sources that are still being read; empty once proxies are served. */
  pendingSources(): readonly string[];
  /** Why objects are no longer kept, though they should be. */
  storeFailure(): string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Page {
  readonly about: string;
  readonly show: (state: AdminState) => Answer;
}

const pages: Readonly<Record<string, Page>> = {
  '/healthz': {
    about: 'whether the server runs',
    show: () => ({ status: 200, body: 'ok\n' }),
  },
  '/readyz': {
    about: 'whether every source was read, so that proxies are served, and objects are kept',
    show: (state) => {
      const pending = state.pendingSources();
      if (pending.length > 0) return { status: 503, body: `still reading ${pending.join(', ')}\n` };
      const failure = state.storeFailure();
      return failure === undefined ? { status: 200, body: 'ok\n' } : { status: 503, body: `${failure}\n` };
    },
  },
};

const contents = Object.entries(pages)
  .map(([path, { about }]) => `${path.padEnd(12)}${about}\n`)
  .join('');

/** The answer to one request; one for a page that does not exist lists those that do. */
export function answer(method: string, url: string, state: AdminState): Answer {
  const [path = '/'] = url.split('?');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (!page) return { status: 404, body: `There is no ${path} here, but:\n\n${contents}` };
  if (method !== 'GET' && method !== 'HEAD')
    return { status: 405, headers: { allow: 'GET, HEAD' }, body: `${path} can only be read\n` };
  return page.show(state);
}
