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
}

const nothing: Sent = { placeOf: () => undefined, texts: new Map() };

/**
 * Waits until every connected proxy holds what the server holds now, and says on stderr who does and who does not.
 *
 * @throws ServerError when the server does not answer that
 */
export async function settle(client: Client, timeoutMs: number, sent: Sent = nothing): Promise<ExitStatus> {
  try {
    const answer = await client.ask('GET', `/debug/settled?timeoutSeconds=${timeoutMs / 1000}`);
    const { generation, proxies } = answer as Settled;
    const whose = proxies.length === 0 ? 'no proxy is connected to hold' : 'every connected proxy holds';
    process.stderr.write(`${whose} generation ${generation}\n${standingLines(proxies)}`);
    return exitStatus.ok;
  } catch (error) {
    if (!(error instanceof ServerError) || error.code !== 504) throw error;
    const { proxies = [] } = (error.details ?? {}) as Partial<Settled>;
    const rejections = uniqueDiagnostics(proxies.flatMap((proxy) => proxy.rejections ?? []));
    const why =
      rejections.length > 0
        ? 'error: not every connected proxy holds it, as some of it was rejected'
        : error.message;
    process.stderr.write(`${why}\n${standingLines(proxies)}${rejections.length > 0 ? '\n' : ''}`);
    printDiagnostics(
      process.stderr,
      rejections.map((one) => placed(one, sent)),
      sent.texts,
    );
    return error.status;
  }
}

/** The server knows no file of what came over HTTP; whoever sent it does. */
function placed(found: Diagnostic, { placeOf }: Sent): Diagnostic {
  const place = found.file === undefined && found.object !== undefined ? placeOf(found.object) : undefined;
  return { ...found, ...place };
}
