export { translate } from './translate.js';
export type { Provenance, TranslateOptions, Translation } from './translate.js';

export { createProxy } from './proxy/proxy.js';
export type { Interception, Proxy } from './proxy/proxy.js';
export { proxyFromNode } from './proxy/proxy-from-node.js';
export { viewKey } from './proxy/view-key.js';

export { defaultMeshConfig } from './mesh/mesh-config.js';
export type { MeshConfig } from './mesh/mesh-config.js';
export { parseMeshConfig } from './mesh/parse-mesh-config.js';
export type { ParsedMeshConfig } from './mesh/parse-mesh-config.js';

export { clusterName } from './clusters/cluster-name.js';
