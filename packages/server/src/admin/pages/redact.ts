/** Envoy: what its own dumps show in the place of a secret. */
const REDACTED = '[redacted]';

/** The fields of Envoy's messages that hold a secret when they hold it themselves, and not the name of a file. */
const secrets = new Set(['private_key', 'password', 'session_ticket_keys', 'pkcs12']);

const inline: Readonly<Record<string, string>> = {
  inline_string: REDACTED,
  inline_bytes: Buffer.from(REDACTED).toString('base64'),
};

/** A copy in which nothing is left of secrets that are written inline; who has no secrets gets the value itself. */
export function redact(value: unknown, isSecret = false): unknown {
  if (Array.isArray(value)) return value.map((item) => redact(item, isSecret));
  if (typeof value !== 'object' || value === null) return isSecret ? REDACTED : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (isSecret && Object.hasOwn(inline, key)) return [key, inline[key]];
      const isName = key === 'filename' || key === 'environment_variable';
      return [key, redact(inner, !isName && (isSecret || secrets.has(key)))];
    }),
  );
}
