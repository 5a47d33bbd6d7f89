/**
 * A message that cannot be encoded: an unknown field, a value of the wrong type or out of range, two members
 * of one oneof. It is a mistake of the program that made the message, or of the author of the JSON.
 */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
  /** Where in the message: `load_assignment.endpoints[0].priority`; empty for the message itself. */
  readonly path: string;
  /** What is wrong there. */
  readonly reason: string;

  constructor(reason: string, path = '') {
    super(path === '' ? reason : `${path}: ${reason}`);
    this.reason = reason;
    this.path = path;
  }

  /** The same error as seen from the parent, where `step` (a field, an index or a map key) leads to it. */
  below(step: string): EncodeError {
    const separator = this.path === '' || this.path.startsWith('[') ? '' : '.';
    return new EncodeError(this.reason, step + separator + this.path);
  }
}

/** For `catch` in the encoders: adds the step that leads to the error, and hands it on. */
export function below(error: unknown, step: string): unknown {
  return error instanceof EncodeError ? error.below(step) : error;
}

/** How a value reads in an error message: `"80x"`, `3.5`, `an array`. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Array.isArray(value)) return 'an array';
  if (value instanceof Map) return 'a Map';
  if (value instanceof Date) return 'a Date';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
