export { createRegistry } from './registry.js';
export type { Applied, Change, Registry, Replaced } from './registry.js';
export type { RegistrySnapshot } from './snapshot.js';
export { compareAge } from './age.js';

export type { ServiceIndex } from './services/service-index.js';
export type { Endpoint, Locality, Resolution, Service, ServicePort } from './services/service.js';
export { UNSPECIFIED_ADDRESS } from './services/service.js';
export { endpointPort } from './services/endpoint-port.js';
export { isHttp, isHttp2, isTls, parseProtocol } from './services/protocol.js';
export type { Protocol } from './services/protocol.js';
export { visibility } from './services/visibility.js';
export { hostMatches, isWildcard, mostSpecificHost, resolveShortName } from './services/host.js';
