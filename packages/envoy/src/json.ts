/** A value as JSON text can hold it; `undefined` members of objects count as absent. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object, and the canonical JSON form of `google.protobuf.Struct`. */
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** Seconds with up to nine decimals and an `s`: `'10s'`, `'0.250s'`, `'-1.5s'`. */
export type Duration = string;

/** RFC 3339: `'2026-01-31T12:00:00Z'`, with up to nine decimals. */
export type Timestamp = string;

/** A 64-bit integer: a safe integer, or decimal digits. Decoded messages hold digits. */
export type Int64 = number | string;

/** A `float` or `double`; JSON has no numbers for the last three. */
export type Double = number | 'NaN' | 'Infinity' | '-Infinity';
