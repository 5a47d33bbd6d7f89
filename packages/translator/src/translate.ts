import type { RegistrySnapshot } from '@xdsim/registry';
import type { Proxy } from './proxy/proxy.js';
import type { TranslateOptions } from './translate-options.js';
import type { Translation } from './translation.js';
import { createTranslator } from './translator.js';

/**
 * What a proxy is to be configured with, given what the registry holds: Istio's answer, less what only Istio's own proxy
 * understands. Pure: equal input gives equal bytes.
 *
 * @example
 * const { resources, diagnostics } = translate(registry.snapshot(), createProxy({ namespace: 'shop' }));
 */
export const translate = (
  snapshot: RegistrySnapshot,
  proxy: Proxy,
  options: TranslateOptions = {},
): Translation => createTranslator(proxy, options).update(snapshot);
