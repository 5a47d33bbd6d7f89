import type { ServerOptions } from '@grpc/grpc-js';
import type { Limits } from './limits.js';

/** The limits that gRPC itself keeps. */
export const grpcOptions = (limits: Limits): ServerOptions => ({
  'grpc.max_receive_message_length': limits.requestBytes,
  'grpc.max_concurrent_streams': limits.streamsPerConnection,
  // A proxy whose host went away says no goodbye.
  'grpc.keepalive_time_ms': limits.keepaliveMs,
  'grpc.keepalive_timeout_ms': limits.keepaliveTimeoutMs,
  // gRPC moves the age by up to a tenth, so that not all come back at once. Its grace is without end unless said.
  'grpc.max_connection_age_ms': limits.connectionAgeMs,
  'grpc.max_connection_age_grace_ms': limits.connectionGraceMs,
  'grpc.max_connection_idle_ms': limits.idleMs,
  'grpc.enable_channelz': 0,
});
