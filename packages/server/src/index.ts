export { createServer } from './create-server.js';
export type { Server, ServerOptions } from './server.js';
export type { ServerEvent } from './server-event.js';
export type { ProxyStatus } from './proxies/proxy-status.js';
export type { SettleOptions } from './settle.js';
export type { TlsCertificates, TlsOptions } from './access/tls.js';
export type { AdminTls } from './admin/http/create-http-server.js';
export { CertificateFileError, type CertificateFiles } from './access/certificate-files.js';
export { checkSecretFiles, type SecretFiles } from './secrets/secret-files.js';
export type { AccessRule } from './access/access-rules.js';
export type { AccessRuleSource } from './access/follow-rules.js';
export { InsecureAddressError } from './access/insecure-address-error.js';
export { defaultLimits, type Limits } from './limits/limits.js';
export type { RefusalReason } from './limits/refusal.js';

export { files, type FilesOptions } from './sources/files.js';
export type { Source, SourceContext } from './sources/source.js';

export { bootstrap, type BootstrapOptions, type BootstrapTls } from './bootstrap.js';

export { type AddressOption, AddressInUseError, ListenError } from './listen-error.js';
export { PathNotFoundError } from './sources/path-not-found-error.js';
export { DataDirError, DataDirInUseError } from './store/data-dir-error.js';
export { NotSettledError, type SettledOptions } from './until-settled.js';

export { createLogger, type Logger, silentLogger } from './logger.js';
export { createOutput, type Output } from './output.js';
