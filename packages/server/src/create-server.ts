import { status } from '@grpc/grpc-js';
import { createRegistry, mergeChanges } from '@xdsim/registry';
import type { Change } from '@xdsim/registry';
import { createProxy } from '@xdsim/translator';
import { BehaviorSubject, skip } from 'rxjs';
import { protect } from './access/protect.js';
import { serveAds, type Refused } from './ads/serve-ads.js';
import { createHistory } from './admin/objects/watch/history.js';
import { serveAdmin } from './admin/serve-admin.js';
import { createChangeLog } from './change-log.js';
import { createEventLog } from './event-log.js';
import { createFindings } from './findings/create-findings.js';
import { withDefaults } from './limits/limits.js';
import { logEvents } from './log-events.js';
import { silentLogger } from './logger.js';
import { createMetrics } from './metrics/create-metrics.js';
import { isPublished, progressOf } from './progress.js';
import { createProxies } from './proxies/proxies.js';
import { RemovalGuard, type Step } from './removal-guard.js';
import type { Server, ServerOptions } from './server.js';
import { createSecrets } from './secrets/create-secrets.js';
import { settle } from './settle.js';
import { keepIn } from './store/keep-in.js';
import { untilSettled, type SettledOptions } from './until-settled.js';
import { createViews } from './views/views.js';

/**
 * Starts an xDS server and resolves when every source was read and proxies are served.
 *
 * sources → registry → changes, settled → a translation per view → streams
 *
 * @throws InsecureAddressError when others would be served plain text, and nobody said that they may
 * @throws CertificateFileError when a file of `tls` or `adminTls` cannot be used
 * @throws TypeError when options make no sense, as a secret without files
 * @throws AddressInUseError (a ListenError) when one of its two addresses is taken
 * @throws PathNotFoundError when a path that is to be read does not exist
 * @throws DataDirInUseError (a DataDirError) when another server keeps its objects in `dataDir`
 * @throws DataDirError when `dataDir` cannot be used
 *
 * @example
 * await using server = await createServer({ sources: [files('./mesh')], xdsAddress: '127.0.0.1:0' });
 * await server.settled();
 */
export async function createServer(options: ServerOptions = {}): Promise<Server> {
  const { sources = [], translate = {}, maxRemoval, dataDir, logger: log = silentLogger } = options;
  const { tls, allow, insecure = false } = options;
  const { secrets: secretFiles = [] } = options;
  const { xdsAddress = '127.0.0.1:18000', adminAddress = '127.0.0.1:18001', adminToken, adminTls } = options;
  const { settle: pace = { quietMs: 20, maxMs: 200 }, drainMs = 1_000 } = options;

  const closing: (() => unknown)[] = [];
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= closeAll(closing));

  const events = createEventLog();
  const ready$ = new BehaviorSubject(false);
  const keeping =
    dataDir === undefined
      ? undefined
      : keepIn(dataDir, (failure) => {
          events.report('data-dir', [failure]);
          ready$.next(false);
        });
  const registry = createRegistry(keeping);
  const changes = createChangeLog(registry, events);
  const history = createHistory(registry);
  const limits = withDefaults(options.limits);
  const guard = new RemovalGuard(maxRemoval);
  const views = createViews({
    translate,
    log,
    room: { resources: limits.viewResources, perPeer: limits.viewResourcesPerPeer },
    newest: () => guard.servedWhileHeld ?? registry.snapshot().generation,
    report: (found) => events.report('translation', found),
    translated: (seconds) => metrics.translated(seconds),
    published: () => proxies.published(),
  });
  const secrets = await createSecrets({
    files: secretFiles,
    log,
    report: (found) => events.report('secrets', found),
  });
  const proxies = createProxies({ views, secrets, changes, events, log, guard, waiting: tellOfRemoval });
  secrets.follow(proxies.secretsChanged);
  const metrics = createMetrics({
    snapshot: registry.snapshot,
    publishedGeneration: () => views.generation,
    proxies: proxies.list,
    heldRemoval: () => guard.held?.removed ?? 0,
    secrets,
    events$: events.events$,
  });
  const settled: Server['settled'] = (wait) =>
    untilSettled(() => progressOf(registry, views, proxies, wait?.since, heldNow()), proxies.progress$, wait);
  const heldNow = (): string | undefined => guard.diagnostics(proxies.waiting())[0]?.message;
  function tellOfRemoval(): void {
    events.report('removal', guard.diagnostics(proxies.waiting()));
  }
  /** Serves what the guard lets pass. */
  function publish(step: Step | undefined): void {
    if (step) void views.publish(step.snapshot, step.change);
    // Who came in the meantime waited for what is held now.
    else if (guard.held) views.repeat();
    proxies.giveWaiting();
    tellOfRemoval();
    proxies.lookAgain();
  }
  function confirmRemoval(): boolean {
    const isHeld = heldNow() !== undefined;
    publish(guard.confirm());
    return isHeld;
  }
  const published = (wait: SettledOptions) =>
    untilSettled(() => isPublished(registry, views, heldNow()), proxies.progress$, wait);
  const findings = createFindings({ snapshot: registry.snapshot, known: events.diagnostics, translate });
  closing.push(views.close, secrets.close, findings.close);
  const pending = new Set(sources);
  const logging = logEvents(events.events$, log);
  // The store comes last: what the sources say until their end is a generation too.
  if (keeping) closing.push(keeping.close);
  closing.push(() => logging.unsubscribe(), events.complete, changes.close, history.close, metrics.close);

  const refused = ({ code, proxy, ...rest }: Refused): void =>
    events.emit({ kind: 'refused', ...rest, status: status[code], ...(proxy && { proxy }) });

  try {
    const admin = await serveAdmin(
      {
        address: adminAddress,
        token: adminToken,
        tls: adminTls,
        insecure,
        report: (found) => events.report('admin-tls', found),
        log,
        refused: (peer, why) => refused({ ...why, peer, proxy: undefined }),
      },
      {
        pendingSources: () => [...pending].map((s) => s.name),
        isTranslated: () => views.generation !== undefined,
        storeFailure: () => keeping?.failure(),
        heldRemoval: heldNow,
        confirmRemoval,
        registry: changes.attribute('api'),
        history,
        proxies: proxies.list,
        resourcesFor: proxies.resourcesFor,
        provenanceFor: proxies.provenanceFor,
        settled,
        published,
        findings,
        metrics,
      },
    );
    closing.push(admin.close);
    const { close: stopFollowing, ...protection } = await protect(xdsAddress, {
      tls,
      handshakeMs: limits.firstRequestMs,
      allow,
      insecure,
      report: (found) => events.report('tls', found),
      reportRules: (found) => events.report('allow', found),
    });
    closing.push(stopFollowing);
    const ads = await serveAds({
      address: xdsAddress,
      ...protection,
      limits,
      drainMs,
      observer: proxies,
      traffic: metrics.traffic,
      proxies: proxies.listStates,
      token: adminToken,
      ready$,
      refused,
    });
    closing.push(ads.close, proxies.stop, () => ready$.next(false));
    const addresses = { xdsAddress: ads.address, adminAddress: admin.address };
    log.info(addresses, 'reading the sources; who connects waits');

    const ending = new AbortController();
    closing.push(() => ending.abort());
    await Promise.all(
      sources.map(async (source) => {
        const { name } = source;
        await source.start({
          registry: changes.attribute(name),
          signal: ending.signal,
          log,
          report: events.report,
        });
        pending.delete(source);
      }),
    );

    // Until now every stream waited: half a configuration would take the other half away from the proxies.
    // They come to a translation that is there already, and its user to hear of what is wrong with it.
    views.expect(createProxy());
    guard.start(registry.snapshot());
    const first = views.publish(registry.snapshot());
    // What changes while that is under way comes after it. The first is the state at subscription, which is no change.
    // Istio can do without its debounce for endpoints, too (PILOT_ENABLE_EDS_DEBOUNCE). What goes from one file may be about
    // to come in another, so what is found in files waits.
    const isUrgent = (change: Change) => change.isRoutine && changes.isCall;
    const publishing = registry.changes$
      .pipe(skip(1), settle(pace, mergeChanges, isUrgent))
      .subscribe((change) => publish(guard.take(registry.snapshot(), change, proxies.holdAnything())));
    closing.push(() => publishing.unsubscribe());
    await first;
    ready$.next(keeping?.failure() === undefined);
    log.info(addresses, 'listening');

    return {
      registry,
      xdsAddress: ads.address,
      adminAddress: admin.address,
      proxies: proxies.list,
      resourcesFor: proxies.resourcesFor,
      diagnostics: events.diagnostics,
      settled,
      confirmRemoval,
      events$: events.events$,
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Last started, first closed. */
async function closeAll(closing: readonly (() => unknown)[]): Promise<void> {
  for (const close of closing.toReversed()) await close();
}
