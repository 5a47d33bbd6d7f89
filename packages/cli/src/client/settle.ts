import { printable } from '@xdsim/api';
import type { Diagnostic } from '@xdsim/api';
import { exitStatus } from '../exit-status.js';
import type { ExitStatus } from '../exit-status.js';
import { printDiagnostics } from '../print/print-diagnostics.js';
import type { Client } from './connect.js';
import { ServerError } from './server-error.js';
import { standingLines } from './standing.js';
import type { Standing } from './standing.js';
import { uniqueDiagnostics } from './unique-diagnostics.js';

/** What `/debug/settled` says of the proxies. */
interface Settled {
  readonly generation: number;
  readonly proxies: readonly Standing[];
}

/** What was sent: proxies say what they think of an object, and it was written somewhere. */
export interface Sent {
  /** An object's place, by its name as in `ServiceEntry default/reviews`. */
  placeOf(object: string): Pick<Diagnostic, 'file' | 'line' | 'column'> | undefined;
  readonly texts: ReadonlyMap<string, string>;
  /** Something of it is not served to anybody, as was said. */
  readonly isLeftOut?: boolean;
}

const nothing: Sent = { placeOf: () => undefined, texts: new Map() };

/** The generation that is next. What is rejected by then is no fault of what is done after it. */
export async function nextGeneration(client: Client): Promise<number> {
  const { generation } = await ask(client, new URLSearchParams({ timeoutSeconds: '0' })).catch(
    (error: unknown) => unsettled(error),
  );
  return generation + 1;
}

/**
 * Waits until every connected proxy holds what the server holds now, and says on stderr who does and who does not. What
 * was rejected before a generation is mentioned, and matters only if it was sent again.
 *
 * @throws ServerError when the server does not answer that
 */
export async function settle(
  client: Client,
  { timeoutMs, since }: { readonly timeoutMs: number; readonly since: number },
  sent: Sent = nothing,
): Promise<ExitStatus> {
  const query = new URLSearchParams({ timeoutSeconds: String(timeoutMs / 1000), since: String(since) });
  try {
    const { generation, proxies } = await ask(client, query);
    const before = rejectionsOf(proxies);
    const ours = before.filter(({ object }) => object !== undefined && sent.placeOf(object) !== undefined);
    if (ours.length > 0) return rejected(proxies, ours, sent);
    if (sent.isLeftOut) {
      const why = 'error: not all that was sent is served: some of it is left out, as is said above';
      process.stderr.write(`${why}\n`);
      return exitStatus.findings;
    }
    const whose = proxies.length === 0 ? 'no proxy is connected to hold' : 'every connected proxy holds';
    const older = before
      .map(({ message }) => `warning: rejected before this: ${printable(message)}\n`)
      .join('');
    process.stderr.write(`${whose} generation ${generation}\n${standingLines(proxies)}${older}`);
    return exitStatus.ok;
  } catch (error) {
    const { proxies } = unsettled(error);
    const rejections = rejectionsOf(proxies);
    if (rejections.length > 0) return rejected(proxies, rejections, sent);
    process.stderr.write(`${(error as ServerError).message}\n${standingLines(proxies)}`);
    return (error as ServerError).status;
  }
}

const ask = async (client: Client, query: URLSearchParams): Promise<Settled> =>
  (await client.ask('GET', `/debug/settled?${query.toString()}`)) as Settled;

/** What a server says that is not settled; any other error is thrown on. */
function unsettled(error: unknown): Settled {
  if (!(error instanceof ServerError) || error.code !== 504) throw error;
  const { generation = 0, proxies = [] } = (error.details ?? {}) as Partial<Settled>;
  return { generation, proxies };
}

const rejectionsOf = (proxies: readonly Standing[]): readonly Diagnostic[] =>
  uniqueDiagnostics(proxies.flatMap(({ rejections = [] }) => rejections));

function rejected(proxies: readonly Standing[], rejections: readonly Diagnostic[], sent: Sent): ExitStatus {
  const why = 'error: not every connected proxy holds it, as some of it was rejected';
  process.stderr.write(`${why}\n${standingLines(proxies)}\n`);
  const all = rejections.map((one) => placed(one, sent));
  printDiagnostics(process.stderr, all, sent.texts);
  return exitStatus.unexpected;
}

/** The server knows no file of what came over HTTP; whoever sent it does. */
function placed(found: Diagnostic, { placeOf }: Sent): Diagnostic {
  const place = found.file === undefined && found.object !== undefined ? placeOf(found.object) : undefined;
  return { ...found, ...place };
}
