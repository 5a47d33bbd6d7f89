import type { Receipt } from './receipt.js';

/** What the client said no to and has not accepted since. */
export interface Rejection extends Receipt {
  readonly message: string;
  /** The names in the rejected responses. Which of them the client took all the same can't be known. */
  readonly names: ReadonlySet<string>;
}
