/** What is wrong with the text of a selector, and where: `column` counts from 1. */
export interface SelectorError {
  readonly message: string;
  readonly column: number;
}

/** A selector that was read, or what is wrong with its text. */
export type ParsedSelector<T> =
  | { readonly selector: T; readonly error?: undefined }
  | { readonly selector?: undefined; readonly error: SelectorError };
