import type { Observable } from 'rxjs';

interface Head {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
}

/** What is said in return. */
export interface Answer extends Head {
  readonly body: string;
}

/** What is said in return by and by, until there is no more to say or nobody listens. */
export interface LiveAnswer extends Head {
  readonly body$: Observable<string>;
}

/** An answer for people. */
export const text = (status: number, body: string, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...headers },
  body,
});

/** An answer for programs. */
export const json = (status: number, value: unknown, pretty = false): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: `${JSON.stringify(value, undefined, pretty ? 2 : undefined)}\n`,
});
