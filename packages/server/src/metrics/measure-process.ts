import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, type Registry } from 'prom-client';

/** Of how fine a grain the lag of the event loop is measured, in milliseconds. */
const GRAIN_MS = 10;

/** How the process is, under the names that dashboards for Node know. Returns how to stop measuring. */
export function measureProcess(registry: Registry): () => void {
  const lag = monitorEventLoopDelay({ resolution: GRAIN_MS });
  lag.enable();
  // What is measured is how late a timer rings, the time that it was set to included.
  const seconds = (ns: number): number => Math.max(0, ns / 1e9 - GRAIN_MS / 1e3);
  const gauge = (name: string, help: string, value: () => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });

  gauge(
    'nodejs_eventloop_lag_p99_seconds',
    'How late events were, of 99 % of them, since the last look.',
    () => seconds(lag.percentile(99)),
  );
  gauge('nodejs_eventloop_lag_max_seconds', 'How late the latest event was since the last look.', () => {
    const max = seconds(lag.max);
    // Collected in the order in which they were made: this is the last that looks at it.
    lag.reset();
    return max;
  });
  gauge('process_resident_memory_bytes', 'Memory that the process has of the system.', () =>
    process.memoryUsage.rss(),
  );
  gauge('nodejs_heap_size_used_bytes', 'Memory of JavaScript objects.', () => process.memoryUsage().heapUsed);
  gauge('nodejs_external_memory_bytes', 'Memory of buffers and of native parts.', () => {
    const { external } = process.memoryUsage();
    return external;
  });
  const computed = new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Time that the process has computed.',
    registers: [],
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  registry.registerMetric(computed);
  gauge('process_start_time_seconds', 'When the process began, in seconds since 1970.', () =>
    Math.round(Date.now() / 1000 - process.uptime()),
  );
  return () => lag.disable();
}
