import type { Diagnostic } from '@xdsim/api';
import type { ResourceSet } from '@xdsim/envoy';
import type { Registry } from '@xdsim/registry';
import type { TranslateOptions } from '@xdsim/translator';
import type { Observable } from 'rxjs';
import type { AccessRule } from './access/access-rules.js';
import type { AccessRuleSource } from './access/follow-rules.js';
import type { TlsOptions } from './access/tls.js';
import type { AdminTls } from './admin/http/create-http-server.js';
import type { Limits } from './limits/limits.js';
import type { Logger } from './logger.js';
import type { ProxyStatus } from './proxies/proxy-status.js';
import type { ServerEvent } from './server-event.js';
import type { SecretFiles } from './secrets/secret-files.js';
import type { SettleOptions } from './settle.js';
import type { Source } from './sources/source.js';
import type { SettledOptions } from './until-settled.js';

export interface ServerOptions {
  /** Where objects come from besides the registry; none unless given. */
  readonly sources?: readonly Source[];
  /** Where proxies connect: `HOST:PORT`, port 0 for any that is free; `127.0.0.1:18000` unless given. */
  readonly xdsAddress?: string;
  /** Where the objects, `/healthz`, `/readyz` and the debug pages are; `127.0.0.1:18001` unless given. */
  readonly adminAddress?: string;
  /**
   * What has to be shown at the admin address to see and change objects: `Authorization: Bearer TOKEN`. Without one, only
   * programs on this machine are answered.
   */
  readonly adminToken?: string;
  /** Makes the admin address speak TLS only, with a certificate as it is or in files that are read again. */
  readonly adminTls?: AdminTls;
  /** How objects become resources: mesh config, interception, port offset and so on. */
  readonly translate?: TranslateOptions;
  /** How long to wait for the rest of a burst of changes; 20 ms of quiet, 200 ms at most, unless given. */
  readonly settle?: SettleOptions;
  /** Makes the xDS address speak TLS only, with certificates as they are or in files that are read again. */
  readonly tls?: TlsOptions;
  /**
   * Who may be what, by the certificates that `tls` asks for: a node id and a namespace that no rule allows are refused.
   * Anybody may be anything unless given. Rules that are read again hold for streams that begin then.
   */
  readonly allow?: readonly AccessRule[] | AccessRuleSource;
  /**
   * Serves plain text on addresses that others can reach; without it only loopback may do without `tls`, and with an
   * `adminToken` without `adminTls`.
   */
  readonly insecure?: boolean;
  /**
   * Secrets, from files that are read again when they change: for proxies that ask for them by name (SDS), over TLS or
   * from this machine. None unless given.
   */
  readonly secrets?: readonly SecretFiles[];
  /**
   * The share of the services, between 0 and 1, that may go at once while proxies are connected: a change that removes more is
   * held until {@link Server.confirmRemoval}, or until it is taken back; and proxies that hold something from before are not
   * told that a server which starts without services has none. No end unless given.
   */
  readonly maxRemoval?: number;
  /** How far clients may go, where it is not as far as {@link defaultLimits} say. */
  readonly limits?: Partial<Limits>;
  /** How long proxies get to go when the server closes, so that they do not all come back at once; 1 second unless given. */
  readonly drainMs?: number;
  /**
   * A folder that keeps what comes in by {@link Server.registry}, over the end of the process and whatever ends it. It is
   * made where there is none, and belongs to one server at a time. Absent: memory only. What sources hold is not kept.
   */
  readonly dataDir?: string;
  /** Any pino logger will do; silent unless given. */
  readonly logger?: Logger;
}

/** A running xDS server. It ends with {@link Server.close}, or at the end of an `await using` block. */
export interface Server extends AsyncDisposable {
  /**
   * Objects can be applied to it at any time; proxies follow. With a `dataDir`, `await registry.persisted()` before you
   * tell anybody that a change is made: then no crash can lose it.
   */
  readonly registry: Registry;
  /** `HOST:PORT` with the port that was really taken. */
  readonly xdsAddress: string;
  readonly adminAddress: string;
  /** The proxies that are connected, in the order in which they came. */
  proxies(): readonly ProxyStatus[];
  /** What the proxy with this node id is given; `undefined` when none is connected. */
  resourcesFor(nodeId: string): ResourceSet | undefined;
  /** All that is wrong at present: in files, in translation, and what proxies rejected. */
  diagnostics(): readonly Diagnostic[];
  /**
   * Resolves when every connected proxy holds what the registry holds now: at once when there is none. All of it counts,
   * whoever changed it and whenever: with `since` only what was rejected from that generation on.
   *
   * @throws NotSettledError when that takes too long, or when a proxy rejected some of it
   */
  settled(options?: SettledOptions): Promise<void>;
  /** Serves what `maxRemoval` holds back. Returns whether anything was. */
  confirmRemoval(): boolean;
  /** What happens. Who subscribes first gets what is wrong at present; it completes when the server closes. */
  readonly events$: Observable<ServerEvent>;
  /** Ends all streams, stops listening and watching. Can be called again. */
  close(): Promise<void>;
}
