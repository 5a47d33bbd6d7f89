/**
 * The language in which the kinds are written down: proto3 messages as Istio's YAML spells them.
 *
 * One schema per kind is the single source for the TypeScript types ({@link Infer}) and for the structure check of
 * `parse()`, so the two cannot disagree.
 */
export type Schema = ScalarSchema | EnumSchema | ListSchema | MapSchema | MessageSchema | AnySchema;

export interface ScalarSchema {
  readonly type: ScalarType;
  readonly required?: true;
  readonly strict?: true;
}
export type ScalarType =
  'string' | 'bool' | 'int32' | 'uint32' | 'uint64' | 'double' | 'duration' | 'int-or-string';

export interface EnumSchema<V extends readonly string[] = readonly string[]> {
  readonly type: 'enum';
  /** By number: the first value is 0 in the .proto file, the next one 1. */
  readonly values: V;
  readonly required?: true;
  readonly strict?: true;
}

export interface ListSchema<S = Schema> {
  readonly type: 'list';
  readonly of: S;
  readonly required?: true;
}

export interface MapSchema<S = Schema> {
  readonly type: 'map';
  readonly of: S;
  readonly required?: true;
}

export interface MessageSchema<F = Fields> {
  readonly type: 'message';
  readonly fields: F;
  /** Groups of fields of which at most one may be set, as in proto3's `oneof`; in the order of the .proto file. */
  readonly oneOf: readonly (readonly string[])[];
  /** Whether fields that are not listed are passed over in silence, rather than reported. */
  readonly open?: true;
  readonly required?: true;
}

/** Any value at all, taken as it is: for parts of an object that are not ours to judge. */
export interface AnySchema {
  readonly type: 'any';
  readonly required?: true;
}

export type Fields = Readonly<Record<string, Schema>>;

export const string = { type: 'string' } as const;
export const bool = { type: 'bool' } as const;
export const int32 = { type: 'int32' } as const;
export const uint32 = { type: 'uint32' } as const;
export const uint64 = { type: 'uint64' } as const;
export const double = { type: 'double' } as const;
/** A length of time in Go's spelling, kept as the string that the user wrote. */
export const duration = { type: 'duration' } as const;
/** Kubernetes: a port by its number or by its name. */
export const intOrString = { type: 'int-or-string' } as const;
export const any = { type: 'any' } as const;

/** An enum by the names of its values, in the order of their numbers from 0. */
export function enumeration<const V extends readonly string[]>(...values: V): EnumSchema<V> {
  return { type: 'enum', values };
}

export function list<const S extends Schema>(of: S): ListSchema<S> {
  return { type: 'list', of };
}

/** A map with string keys. */
export function map<const S extends Schema>(of: S): MapSchema<S> {
  return { type: 'map', of };
}

/**
 * A message, with the groups of fields that exclude each other.
 *
 * @example message({ exact: string, prefix: string, regex: string }, { oneOf: [['exact', 'prefix', 'regex']] })
 */
export function message<const F extends Fields>(
  fields: F,
  rules: { readonly oneOf?: readonly (readonly (keyof F & string)[])[]; readonly open?: true } = {},
): MessageSchema<F> {
  return { type: 'message', fields, oneOf: rules.oneOf ?? [], ...(rules.open && { open: true }) };
}

/** A message of which only some fields are ours to read, as in Kubernetes' own objects: all others are passed over. */
export function openMessage<const F extends Fields>(fields: F): MessageSchema<F> {
  return message(fields, { open: true });
}

/**
 * Takes a value in its own type only. Istio's JSON reader takes numbers in quotes and enum values by number as well;
 * that of Kubernetes' own objects does not.
 */
export function strict<const S extends ScalarSchema | EnumSchema>(schema: S): S & { readonly strict: true } {
  return { ...schema, strict: true };
}

/** Marks a field that Istio rejects the object without. Proto3 fields are optional otherwise. */
export function required<const S extends Schema>(schema: S): S & { readonly required: true } {
  return { ...schema, required: true };
}

/** The readonly TypeScript type of the values that a schema describes. */
export type Infer<S> =
  S extends EnumSchema<infer V>
    ? V[number]
    : S extends ListSchema<infer E>
      ? readonly Infer<E>[]
      : S extends MapSchema<infer E>
        ? Readonly<Record<string, Infer<E>>>
        : S extends MessageSchema<infer F>
          ? InferFields<F>
          : S extends { readonly type: 'bool' }
            ? boolean
            : S extends { readonly type: 'string' | 'duration' }
              ? string
              : S extends { readonly type: 'int32' | 'uint32' | 'uint64' | 'double' }
                ? number
                : S extends { readonly type: 'int-or-string' }
                  ? number | string
                  : unknown;

type RequiredKey<F> = { [K in keyof F]: F[K] extends { readonly required: true } ? K : never }[keyof F];

type InferFields<F> = Flatten<
  { readonly [K in keyof Pick<F, RequiredKey<F>>]: Infer<F[K]> } & {
    readonly [K in keyof Omit<F, RequiredKey<F>>]?: Infer<F[K & keyof F]>;
  }
>;

type Flatten<T> = { [K in keyof T]: T[K] };
