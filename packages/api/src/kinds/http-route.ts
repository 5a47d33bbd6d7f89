import {
  bool,
  double,
  duration,
  enumeration,
  type Infer,
  int32,
  list,
  map,
  message,
  required,
  string,
  uint32,
} from '../schema/schema.js';
import { destination } from './destination.js';
import { httpMatch, stringMatch } from './http-match.js';

const percent = message({ value: double });

const headerOperations = message({ set: map(string), add: map(string), remove: list(string) });
const headers = message({ request: headerOperations, response: headerOperations });

export const httpRouteDestination = message({
  destination: required(destination),
  weight: int32,
  headers,
});

const redirect = message(
  {
    uri: string,
    prefixRewrite: string,
    authority: string,
    port: uint32,
    derivePort: enumeration('FROM_PROTOCOL_DEFAULT', 'FROM_REQUEST_PORT'),
    scheme: string,
    redirectCode: uint32,
  },
  { oneOf: [['port', 'derivePort']] },
);

const directResponse = message({
  status: uint32,
  /** `bytes` is base64. */
  body: message({ string, bytes: string }, { oneOf: [['string', 'bytes']] }),
});

const rewrite = message({
  uri: string,
  authority: string,
  uriRegexRewrite: message({ match: string, rewrite: string }),
});

const retries = message({
  attempts: int32,
  perTryTimeout: duration,
  retryOn: string,
  retryRemoteLocalities: bool,
  retryIgnorePreviousHosts: bool,
  backoff: duration,
});

const fault = message({
  delay: message(
    {
      fixedDelay: duration,
      exponentialDelay: duration,
      percentage: percent,
      /** Deprecated in favour of `percentage`. */
      percent: int32,
    },
    { oneOf: [['fixedDelay', 'exponentialDelay']] },
  ),
  abort: message(
    { httpStatus: int32, grpcStatus: string, http2Error: string, percentage: percent },
    { oneOf: [['httpStatus', 'grpcStatus', 'http2Error']] },
  ),
});

const corsPolicy = message({
  /** Deprecated in favour of `allowOrigins`. */
  allowOrigin: list(string),
  allowOrigins: list(stringMatch),
  allowMethods: list(string),
  allowHeaders: list(string),
  exposeHeaders: list(string),
  maxAge: duration,
  allowCredentials: bool,
  unmatchedPreflights: enumeration('UNSPECIFIED', 'FORWARD', 'IGNORE'),
});

/** One rule of `http`: the first rule with a match that holds decides what happens to the request. */
export const httpRoute = message({
  name: string,
  match: list(httpMatch),
  route: list(httpRouteDestination),
  redirect,
  directResponse,
  delegate: message({ name: string, namespace: string }),
  rewrite,
  timeout: duration,
  retries,
  fault,
  mirror: destination,
  mirrors: list(message({ destination, percentage: percent })),
  /** Deprecated in favour of `mirrorPercentage`. */
  mirrorPercent: uint32,
  /** The same: Istio's CRD has both spellings. */
  mirror_percent: uint32,
  mirrorPercentage: percent,
  corsPolicy,
  headers,
});

export interface HttpRoute extends Infer<typeof httpRoute> {}
export interface HttpRouteDestination extends Infer<typeof httpRouteDestination> {}
export interface HttpRedirect extends Infer<typeof redirect> {}
export interface HttpDirectResponse extends Infer<typeof directResponse> {}
export interface HttpRewrite extends Infer<typeof rewrite> {}
export interface HttpRetry extends Infer<typeof retries> {}
export interface HttpFaultInjection extends Infer<typeof fault> {}
export interface CorsPolicy extends Infer<typeof corsPolicy> {}
export interface Headers extends Infer<typeof headers> {}
export interface HeaderOperations extends Infer<typeof headerOperations> {}
