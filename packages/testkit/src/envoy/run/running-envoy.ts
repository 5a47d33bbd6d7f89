import type { HttpRequest, HttpResponse } from '../../http/send-request.js';
import type { UntilOptions } from '../../until.js';
import type { EnvoyAdmin } from './admin.js';

/** A real Envoy that runs until it is killed or disposed of, at the latest until this process ends. */
export interface RunningEnvoy extends EnvoyAdmin, AsyncDisposable {
  /** The node id; empty when the bootstrap has none. */
  readonly id: string;
  /** `1.40.0` */
  readonly version: string;
  readonly pid: number;
  /** Aborted when the process has ended, asked or not; the reason is an EnvoyError with its log. */
  readonly ended: AbortSignal;
  /** What Envoy wrote; the last so many lines of it, 5,000 unless given. */
  log(lines?: number): string;
  /**
   * Sends a request through one of its listeners, by port or by name.
   *
   * @throws Error when there is no such listener or no answer; any status is an answer
   * @example
   * const { status, body } = await envoy.request({ port: 8080, host: 'example.com', path: '/hello' });
   */
  request(request: EnvoyRequest): Promise<HttpResponse>;
  /**
   * Asks again and again until the answer is neither false, null nor undefined, and returns it.
   *
   * @throws EnvoyError with Envoy's log, after `timeoutMs` (10 seconds unless given) or when Envoy dies meanwhile
   * @example
   * await envoy.until(async () => (await envoy.listeners()).get('0.0.0.0_8080'), { what: 'the listener' });
   */
  until<T>(
    predicate: () => T | Promise<T>,
    options?: Omit<UntilOptions, 'signal'>,
  ): Promise<Exclude<Awaited<T>, false | null | undefined>>;
  /** Ends it: SIGTERM, after 5 seconds SIGKILL. Resolves when it is gone; may be called again. */
  kill(): Promise<void>;
}

export type EnvoyRequest = Omit<HttpRequest, 'port' | 'address'> &
  (
    | { readonly port: number; readonly listener?: never }
    | { readonly listener: string; readonly port?: never }
  );
