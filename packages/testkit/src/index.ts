export { findEnvoy } from './envoy/find/find-envoy.js';
export { installEnvoy, type InstallOptions } from './envoy/find/install-envoy.js';
export type { EnvoyOrigin, EnvoyProgress, FoundEnvoy } from './envoy/find/envoy-found.js';
export { EnvoyNotFoundError, type FailedWay } from './envoy/find/envoy-not-found-error.js';
export { envoyVersion } from './envoy/version.js';
export { cacheFolder } from './envoy/find/cache-folder.js';

export { startEnvoy } from './envoy/run/start-envoy.js';
export type {
  AttachedEnvoy,
  EnvoyNode,
  EnvoyOptions,
  EnvoyRunOptions,
  StandaloneEnvoy,
} from './envoy/run/envoy-options.js';
export type { EnvoyRequest, RunningEnvoy } from './envoy/run/running-envoy.js';
export { EnvoyError } from './envoy/run/envoy-error.js';
export { connectAdmin, type EnvoyAdmin } from './envoy/run/admin.js';
export type { EnvoyCluster, EnvoyHost } from './envoy/run/read-clusters.js';

export { connectXds, type ConnectOptions } from './xds-client/connect-xds.js';
export {
  StreamEndedError,
  type ResponseExpectation,
  type StreamEnd,
  type WaitOptions,
  type XdsClient,
} from './xds-client/xds-client.js';
export type { Protocol } from './xds-client/protocols.js';
export type { SubscribeOptions, XdsRequest } from './xds-client/subscription.js';
export type { XdsResponse } from './xds-client/xds-response.js';

export { startHttpBackend, type HttpBackend } from './backends/start-http-backend.js';
export { startTlsBackend, type TlsBackend, type TlsBackendOptions } from './backends/start-tls-backend.js';
export { startTcpBackend, type TcpBackend } from './backends/start-tcp-backend.js';
export type { Backend, BackendOptions } from './backends/backend.js';
export type { BackendAnswer, HttpAnswers } from './backends/http-answers.js';
export {
  selfSignedCertificate,
  type Certificate,
  type CertificateOptions,
} from './backends/self-signed-certificate.js';

export { startDnsStub, type DnsStub, type DnsStubOptions } from './dns-stub/start-dns-stub.js';
export { freePortOffset, type FreePortOptions } from './free-port-offset.js';

export {
  keepAlive,
  sendRequest,
  type HttpConnections,
  type HttpRequest,
  type HttpResponse,
} from './http/send-request.js';
export { firstLine, type LineRequest } from './tcp/first-line.js';
export { DeadlineError, until, type UntilOptions } from './until.js';
export {
  useEnvoyLog,
  type EnvoyLogOptions,
  type TestContext,
  type TestHooks,
} from './mocha/use-envoy-log.js';

export { startMesh, type MeshOptions, type RunningMesh } from './mesh/start-mesh.js';
export { movePorts } from './mesh/move-ports.js';
