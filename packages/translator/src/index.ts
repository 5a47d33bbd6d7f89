export { translate } from './translate.js';
export { createTranslator } from './translator.js';
export type { Translator } from './translator.js';
export type { TranslateOptions } from './translate-options.js';
export type { Provenance, Translation } from './translation.js';
export type { Delta, TypeDelta } from './incremental/output.js';

export { createProxy } from './proxy/proxy.js';
export type { Interception, Proxy } from './proxy/proxy.js';
export { proxyFromNode } from './proxy/proxy-from-node.js';
export { familyKey, viewKey } from './proxy/view-key.js';
export { atNoAddress, withoutOwnAddress } from './proxy/without-own-address.js';

export { defaultMeshConfig } from './mesh/mesh-config.js';
export type { MeshConfig } from './mesh/mesh-config.js';
export { parseMeshConfig } from './mesh/parse-mesh-config.js';
export type { ParsedMeshConfig } from './mesh/parse-mesh-config.js';

export { clusterName } from './clusters/cluster-name.js';
