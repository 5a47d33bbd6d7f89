const unitMs: Readonly<Record<string, number>> = {
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ns: 1e-6,
};

const whole = /^[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:h|ms|m|s|us|µs|μs|ns))+$/;
const part = /(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|μs|ns)/g;

/** Go: a duration is a 64 bit number of nanoseconds, about 292 years. */
const longestMs = 2 ** 63 / 1e6;

/**
 * A duration in milliseconds, or undefined when it is not one.
 *
 * The syntax is that of Go's `time.ParseDuration`, which Istio's YAML has: numbers with units, largest or not first.
 *
 * @example parseDuration('1h2m3.5s') // 3_723_500
 */
export function parseDuration(text: string): number | undefined {
  // Go: a bare zero is the only number that needs no unit
  if (/^[+-]?0$/.test(text)) return 0;
  if (!whole.test(text)) return undefined;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(part)) total += Number(amount) * (unitMs[unit!] ?? 0);
  if (total > longestMs) return undefined;
  // microseconds and nanoseconds are not exact in binary: round to whole nanoseconds
  if (!Number.isInteger(total)) total = Math.round(total * 1e6) / 1e6;
  return text.startsWith('-') ? -total : total;
}
