/** Which response, without what is in it. */
export interface Receipt {
  readonly version: string;
  readonly nonce: string;
  /** Of the content that the response was made of. */
  readonly generation: number;
}
