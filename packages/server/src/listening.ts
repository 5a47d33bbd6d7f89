/** Something that listens. */
export interface Listening {
  /** `HOST:PORT`, with the port that was really taken when any was asked for. */
  readonly address: string;
  close(): Promise<void>;
}
