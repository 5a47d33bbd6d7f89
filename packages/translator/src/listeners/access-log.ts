import type { AccessLog } from '@xdsim/envoy';
import type { Context } from '../context.js';

/** What Istio writes of each request and connection. */
const fields = [
  '[%START_TIME%]',
  '"%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%"',
  '%RESPONSE_CODE%',
  '%RESPONSE_FLAGS%',
  '%RESPONSE_CODE_DETAILS%',
  '%CONNECTION_TERMINATION_DETAILS%',
  '"%UPSTREAM_TRANSPORT_FAILURE_REASON%"',
  '%BYTES_RECEIVED%',
  '%BYTES_SENT%',
  '%DURATION%',
  '%RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)%',
  '"%REQ(X-FORWARDED-FOR)%"',
  '"%REQ(USER-AGENT)%"',
  '"%REQ(X-REQUEST-ID)%"',
  '"%REQ(:AUTHORITY)%"',
  '"%UPSTREAM_HOST%"',
  '%UPSTREAM_CLUSTER_RAW%',
  '%UPSTREAM_LOCAL_ADDRESS%',
  '%DOWNSTREAM_LOCAL_ADDRESS%',
  '%DOWNSTREAM_REMOTE_ADDRESS%',
  '%REQUESTED_SERVER_NAME%',
  '%ROUTE_NAME%',
];

/** Istio: a format that is given gets an end of line if it has none. */
const formatOf = (given: string | undefined): string =>
  given ? given.replace(/\n?$/, '\n') : `${fields.join(' ')}\n`;

interface Logged {
  readonly access_log?: readonly AccessLog[];
}

/** The access log that the mesh asks for, if it does; only of what the filter lets pass, if there is one. */
export function accessLog({ mesh }: Context, filter?: AccessLog['filter']): Logged {
  if (!mesh.accessLogFile) return {};
  return {
    access_log: [
      {
        name: 'envoy.access_loggers.file',
        ...(filter ? { filter } : {}),
        typed_config: {
          '@type': 'type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog',
          path: mesh.accessLogFile,
          log_format: { text_format_source: { inline_string: formatOf(mesh.accessLogFormat) } },
        },
      },
    ],
  };
}

/** Of connections that no filter chain wants: nobody else would tell of them (Istio). */
export const listenerAccessLog = (context: Context): Logged =>
  accessLog(context, { response_flag_filter: { flags: ['NR'] } });
