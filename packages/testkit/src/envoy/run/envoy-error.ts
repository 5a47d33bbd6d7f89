const SHOWN_LINES = 60;

/** An Envoy did not start, died, or did not do what was waited for. The message ends with its log. */
export class EnvoyError extends Error {
  override readonly name = 'EnvoyError';
  /** What Envoy wrote. */
  readonly log: string;

  constructor(message: string, log: string, options?: ErrorOptions) {
    super(`${message}\n${lastLines(log)}`, options);
    this.log = log;
  }
}

function lastLines(log: string): string {
  if (log === '') return 'Envoy wrote nothing.';
  const lines = log.split('\n');
  const heading = lines.length > SHOWN_LINES ? `The last ${SHOWN_LINES} lines of its log:` : 'Its log:';
  return [heading, ...lines.slice(-SHOWN_LINES).map((line) => `  ${line}`)].join('\n');
}
