import type { SdsSecretConfig } from '@xdsim/envoy';

/** Of every kind of TLS context, and of what else wraps one: `tls_certificate_sds_secret_configs` and the like. */
const isReference = (field: string): boolean => /_sds_secret_configs?$/.test(field);

/** The names of the secrets that a transport socket takes from the stream that it came on itself, at whatever depth. */
export function secretsOf(config: unknown): readonly string[] {
  if (Array.isArray(config)) return config.flatMap(secretsOf);
  if (typeof config !== 'object' || config === null) return [];
  return Object.entries(config).flatMap(([field, value]) =>
    isReference(field) ? [value].flat().flatMap(nameIn) : secretsOf(value),
  );
}

// Envoy: a secret without a source is part of the bootstrap, and one with another source is none of this stream's.
const nameIn = ({ name, sds_config }: SdsSecretConfig): readonly string[] =>
  sds_config?.ads && name ? [name] : [];
