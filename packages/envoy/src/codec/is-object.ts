import { describe, EncodeError } from './encode-error.js';

/** Whether the value is an object with properties: no array, and no Map or Date, whose contents are elsewhere. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Map) &&
    !(value instanceof Date)
  );
}

/** The value, if it is an object with properties. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw new EncodeError(`expected an object, found ${describe(value)}`);
  return value;
}
