/** From the main process to the server. */
export type ToServer =
  /** Applies these objects, in YAML. */
  | { readonly kind: 'apply'; readonly text: string }
  /** Asks to be told when all clients hold what was applied. */
  | { readonly kind: 'settle' }
  /** Asks for {@link Usage}, of the time since it was last asked. */
  | { readonly kind: 'usage' };

export type FromServer =
  | { readonly kind: 'ready'; readonly address: string }
  /** On the clock that all processes share. */
  | { readonly kind: 'applied'; readonly at: number }
  | { readonly kind: 'settled'; readonly at: number }
  | ({ readonly kind: 'usage' } & Usage);

export interface Usage {
  /** Megabytes that the system has given to the process, before it was made to collect its garbage. */
  readonly resident: number;
  /** Megabytes that are in use. */
  readonly used: number;
  /** Milliseconds of processor time. */
  readonly cpu: number;
  /** The longest time, in milliseconds, in which nothing else could be done. */
  readonly blocked: number;
}

/** From the main process to the clients. */
export type ToClients =
  | { readonly kind: 'connect'; readonly clients: number }
  /** Tells when every client was sent an assignment with this address. */
  | { readonly kind: 'watch'; readonly address: string };

export type FromClients =
  | {
      readonly kind: 'connected';
      readonly ms: number;
      readonly bytes: number;
      /** How often the server ended a stream, since the first client. */
      readonly refused: number;
    }
  | { readonly kind: 'seen'; readonly at: number };

/** Milliseconds on a clock that is the same in all processes. */
export const clock = (): number => performance.timeOrigin + performance.now();
