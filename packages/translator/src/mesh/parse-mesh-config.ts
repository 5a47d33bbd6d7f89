import type { Diagnostic } from '@xdsim/api';
import { diagnostic, parseMessage } from '@xdsim/api';
import { duration } from '../seconds.js';
import { defaultMeshConfig } from './mesh-config.js';
import type { MeshConfig } from './mesh-config.js';
import { meshConfigSchema, translatedFields } from './mesh-config-schema.js';
import type { WrittenMeshConfig } from './mesh-config-schema.js';

export interface ParsedMeshConfig {
  /** Istio's defaults where the text says nothing, or has an error. */
  readonly mesh: MeshConfig;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a MeshConfig as Istio's: `outboundTrafficPolicy: { mode: REGISTRY_ONLY }`. A field that Istio knows and a
 * translation does not read is a warning, and so is one that nobody knows.
 */
export function parseMeshConfig(
  text: string | Uint8Array,
  options: { readonly file?: string } = {},
): ParsedMeshConfig {
  const parsed = parseMessage(text, meshConfigSchema, options);
  const { diagnostics, positionOf } = parsed;
  const value = parsed.value as WrittenMeshConfig | undefined;
  if (!value) return { mesh: defaultMeshConfig, diagnostics };
  const ignored = Object.entries<unknown>({ ...value })
    // Mutual TLS between proxies is off: to say so is no mistake.
    .filter(([name, v]) => !(name in translatedFields) && !(name === 'enableAutoMtls' && v === false))
    .map(([name]) => name);
  const warnings = ignored.map((name) =>
    diagnostic('XDS0504', {
      message: `${name} has no effect yet`,
      path: name,
      ...positionOf(name),
    }),
  );
  const { outboundTrafficPolicy, connectTimeout, dnsRefreshRate, protocolDetectionTimeout, ...rest } = value;
  const given = {
    // Istio: a policy without a mode means the first of the enum, which is REGISTRY_ONLY.
    outboundTrafficPolicy: outboundTrafficPolicy && { mode: outboundTrafficPolicy.mode ?? 'REGISTRY_ONLY' },
    connectTimeout: duration(connectTimeout),
    dnsRefreshRate: duration(dnsRefreshRate),
    protocolDetectionTimeout: duration(protocolDetectionTimeout),
  };
  const read = Object.entries(rest).filter(([name]) => name in translatedFields);
  const set = Object.fromEntries([...read, ...Object.entries(given)].filter(([, v]) => v !== undefined));
  return { mesh: { ...defaultMeshConfig, ...set }, diagnostics: [...diagnostics, ...warnings] };
}
