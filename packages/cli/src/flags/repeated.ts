/** A flag that may be given several times: collects what `read` makes of each value. */
export const repeated =
  <T>(read: (text: string) => T) =>
  (text: string, before: readonly T[] | undefined): readonly T[] => [...(before ?? []), read(text)];
