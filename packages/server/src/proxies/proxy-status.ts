import type { Protocol, StreamStatus } from '@xdsim/xds';

/** One connected proxy, or rather one of its streams: after a reconnect there may be two for a moment. */
export interface ProxyStatus {
  /** The node id. */
  readonly id: string;
  readonly namespace: string;
  readonly protocol: Protocol;
  /** `IP:PORT` of the proxy's end. */
  readonly peer: string;
  readonly connectedAt: Date;
  /** What the proxy says that it is, such as `envoy 1.40.0`. */
  readonly software?: string;
  /** Whether it holds everything that was published. */
  readonly settled: boolean;
  /** What was sent, accepted and rejected, by type. */
  readonly status: StreamStatus;
}
