import type { Diagnostic } from '@xdsim/api';
import type { ResourceType } from '@xdsim/envoy';
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
  /** What it is not given, as it rejected it: it has the last version that it accepted, or none. */
  readonly setAside: readonly {
    readonly type: ResourceType;
    readonly name: string;
    readonly message: string;
    /** The generation with which it was rejected. */
    readonly generation: number;
  }[];
  /** The types of which it rejected something that nobody can tell, and the generation since which it says so. */
  readonly refuses: ReadonlyMap<ResourceType, number>;
  /** What it says no to, with the objects behind it and their places. */
  readonly rejections: readonly Diagnostic[];
  /** Names of secrets that it needs and does not get: there are none, or others could read along. */
  readonly missingSecrets: readonly string[];
  /** What was sent, accepted and rejected, by type. */
  readonly status: StreamStatus;
}
