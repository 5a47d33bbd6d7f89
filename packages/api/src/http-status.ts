/** The HTTP statuses that Go, and so Istio, has a text for: first and last of each row of numbers. */
const statuses: readonly (readonly [number, number])[] = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
];

/** Whether a text is a number that Istio takes for an HTTP status, as among the conditions of `retryOn`. */
export const isHttpStatus = (text: string): boolean =>
  /^\d+$/.test(text) && statuses.some(([first, last]) => Number(text) >= first && Number(text) <= last);
