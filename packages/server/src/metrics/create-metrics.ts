import { resourceTypes, type ResourceType } from '@xdsim/envoy';
import { Counter, Histogram, Registry } from 'prom-client';
import type { Observable } from 'rxjs';
import { refusalReasons } from '../limits/refusal.js';
import type { ProxyStatus } from '../proxies/proxy-status.js';
import type { ServerEvent } from '../server-event.js';
import { measureProcess } from './measure-process.js';
import { measureState, type MeasuredState } from './measure-state.js';
import { Traffic } from './traffic.js';

/** What metrics are made of. */
export interface Measured extends MeasuredState {
  readonly events$: Observable<ServerEvent>;
}

/** The numbers of one server, for Prometheus. docs/metrics.md lists them. */
export interface Metrics {
  /** Counts what is sent. */
  readonly traffic: Traffic;
  /** A view was translated. */
  translated(seconds: number): void;
  /** All of it, as Prometheus' text. */
  text(): Promise<string>;
  readonly contentType: string;
  close(): void;
}

/** From what a change of one endpoint takes on loopback to what makes people call. */
const seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What happens is counted as it happens; what is the case is looked up when it is asked for. */
export function createMetrics(measured: Measured): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const traffic = new Traffic();
  const stopMeasuring = measureProcess(registry);

  const byType = (name: string, help: string, value: (type: ResourceType) => number): Counter =>
    new Counter({
      name,
      help,
      labelNames: ['type'],
      registers,
      collect() {
        this.reset();
        for (const type of resourceTypes) this.inc({ type }, value(type));
      },
    });
  byType('xdsim_pushes_total', 'Responses that were sent to proxies.', (type) => traffic.of(type).responses);
  byType('xdsim_sent_bytes_total', 'Bytes of these responses.', (type) => traffic.of(type).bytes);

  const nacks = new Counter({
    name: 'xdsim_nacks_total',
    help: 'Responses that proxies rejected.',
    labelNames: ['type'],
    registers,
  });
  for (const type of resourceTypes) nacks.inc({ type }, 0);

  const refusals = new Counter({
    name: 'xdsim_refusals_total',
    help: 'Clients that went too far, and were ended or not taken on.',
    labelNames: ['reason'],
    registers,
  });
  for (const reason of refusalReasons) refusals.inc({ reason }, 0);

  const convergence = new Histogram({
    name: 'xdsim_convergence_seconds',
    help: 'From a change until every connected proxy held it.',
    buckets: seconds,
    registers,
  });
  const acks = new Histogram({
    name: 'xdsim_ack_seconds',
    help: 'From a change, or from when the proxy came if that was later, until a proxy accepted what it brought.',
    labelNames: ['type'],
    buckets: seconds,
    registers,
  });
  for (const type of resourceTypes) acks.zero({ type });
  // Looked up once: an acknowledgement is on the way of every change to every proxy.
  const ackOf = Object.fromEntries(resourceTypes.map((type) => [type, acks.labels({ type })] as const));
  const translation = new Histogram({
    name: 'xdsim_translation_seconds',
    help: 'Translations of one view: what proxies that see the same share.',
    buckets: seconds,
    registers,
  });

  // Several gauges look at all proxies, and to describe them all takes a while.
  let proxies: readonly ProxyStatus[] | undefined;
  measureState(registry, { ...measured, proxies: () => (proxies ??= measured.proxies()) });

  const counting = measured.events$.subscribe((event) => {
    if (event.kind === 'acked') ackOf[event.type]?.observe(event.ms / 1000);
    else if (event.kind === 'nacked') nacks.inc({ type: event.type });
    else if (event.kind === 'refused') refusals.inc({ reason: event.reason });
    else if (event.kind === 'settled') convergence.observe(event.ms / 1000);
  });

  return {
    traffic,
    translated: (took) => translation.observe(took),
    text() {
      proxies = undefined;
      return registry.metrics().finally(() => (proxies = undefined));
    },
    contentType: registry.contentType,
    close() {
      counting.unsubscribe();
      stopMeasuring();
    },
  };
}
