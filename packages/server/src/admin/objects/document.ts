import { fromYaml, YamlTooLongError } from '@xdsim/api';
import type { Answer } from '../http/answer.js';
import type { AdminRequest } from '../http/request.js';
import { badRequest, tooLarge, unsupportedType } from './failure.js';
import { hasManyDocuments, isAbsurd, MOST_VALUES, mayHaveManyValues } from './is-absurd.js';
import { mediaType, objectTypes } from './media-type.js';

/** A body: the text, and the value that it says. */
export interface Document {
  readonly text: string;
  /** Undefined for YAML that is none: whoever reads the text says why. */
  readonly value: unknown;
  readonly failure?: undefined;
}

/** Reads a body of a type that objects come in; JSON needs not be said. */
export function readDocument({ headers, body }: AdminRequest): Document | { readonly failure: Answer } {
  const type = mediaType(headers['content-type']) || 'application/json';
  if (!objectTypes.some((one) => one === type)) return { failure: unsupportedType(objectTypes) };
  if (type === 'application/json') return readJson(body);
  const text = new TextDecoder().decode(body);
  if (isAbsurd(body, text)) return { failure: tooDeep() };
  if (hasManyDocuments(text))
    return { failure: badRequest('the body has many documents, and has to be one object') };
  if (mayHaveManyValues(body)) return { failure: tooMany() };
  try {
    return { text, value: fromYaml(text, { longestComplete: LONGEST_COMPLETE }) };
  } catch (error) {
    if (error instanceof YamlTooLongError)
      return {
        failure: tooLarge(`${error.message}: send the object as JSON, or without anchors, tags and tabs`),
      };
    return { text, value: undefined };
  }
}

/** Nobody else is answered while it is read, which takes microseconds a character. */
const LONGEST_COMPLETE = 16 * 1024;

/** No object is deeper, as `parse()` has it: what goes through all levels of a value may call itself for each. */
const DEEPEST = 100;

/** Reads a body that has to be JSON, and no YAML beyond it. */
export function readJson(body: Uint8Array): Document | { readonly failure: Answer } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    const value: unknown = JSON.parse(text);
    const failure = shapeFailure(value);
    return failure ? { failure } : { text, value };
  } catch (error) {
    return { failure: badRequest(`the body is not JSON: ${(error as Error).message}`) };
  }
}

const tooDeep = (): Answer => badRequest(`the body is nested more than ${DEEPEST} levels deep`);

const tooMany = (): Answer => tooLarge(`the body has more than ${MOST_VALUES} values`);

function shapeFailure(value: unknown): Answer | undefined {
  let level: readonly unknown[] = [value];
  let values = 0;
  for (let depth = 0; depth <= DEEPEST && level.length > 0; depth++) {
    const below: unknown[] = [];
    for (const one of level) {
      if (typeof one !== 'object' || one === null) continue;
      const inside: readonly unknown[] = Array.isArray(one) ? one : Object.values(one);
      values += inside.length;
      if (values > MOST_VALUES) return tooMany();
      for (const value of inside) below.push(value);
    }
    level = below;
  }
  return level.length > 0 ? tooDeep() : undefined;
}

export const toDocument = (value: unknown): Document => ({ text: JSON.stringify(value), value });

type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text in a JSON object; undefined where there is none, or an empty one. */
export function textIn(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (at, key) => (isJsonObject(at) && Object.hasOwn(at, key) ? at[key] : undefined),
    value,
  );
  return typeof found === 'string' && found !== '' ? found : undefined;
}
