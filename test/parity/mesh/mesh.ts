/** An object as people write it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** A proxy that asks. */
export interface Asking {
  readonly namespace: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ip?: string;
  readonly locality?: string;
}

/** All that a translation depends on. */
export interface Mesh {
  readonly manifests: readonly Manifest[];
  /** Fields of Istio's MeshConfig. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly proxies: readonly Asking[];
}
