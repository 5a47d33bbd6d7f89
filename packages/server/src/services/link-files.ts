import type { AnyDefinition, PackageDefinition } from '@grpc/proto-loader';
import descriptor from 'protobufjs/ext/descriptor/index.js';

interface Field {
  readonly name: string;
  typeName?: string;
}

interface Message {
  name: string;
  readonly options?: { readonly mapEntry?: boolean };
  readonly field?: readonly Field[];
  readonly nestedType?: readonly Message[];
  readonly enumType?: readonly { readonly name: string }[];
}

interface File {
  readonly name: string;
  dependency?: readonly string[];
  readonly package?: string;
  readonly messageType?: readonly Message[];
  readonly enumType?: readonly { readonly name: string }[];
  readonly service?: readonly { readonly method?: readonly { inputType: string; outputType: string }[] }[];
}

const { FileDescriptorProto } = descriptor;

const filesOf = ({ fileDescriptorProtos: files }: AnyDefinition): readonly Buffer[] =>
  Array.isArray(files) ? files : [];

/** Each message of a file under its full name. */
const messagesOf = (scope: string, messages: readonly Message[] = []): readonly [string, Message][] =>
  messages.flatMap((message) => {
    const name = `${scope}.${message.name}`;
    return [[name, message] as [string, Message], ...messagesOf(name, message.nestedType)];
  });

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Gives the entries of maps the names that protoc gives them: `FieldsEntry` for `fields`. */
function nameEntries({ field: fields = [], nestedType: nested = [] }: Message): void {
  for (const entry of nested.filter(({ options }) => options?.mapEntry)) {
    const field = fields.find(({ typeName }) => typeName === entry.name);
    if (!field) continue;
    entry.name = `${field.name.split('_').map(capital).join('')}Entry`;
    field.typeName = entry.name;
  }
}

/** The full name that is meant in a scope: the innermost wins. */
function resolve(name: string, scope: string, known: ReadonlyMap<string, string>): string {
  if (name.startsWith('.')) return name;
  for (let at = scope; ; at = at.slice(0, at.lastIndexOf('.'))) {
    if (known.has(`${at}.${name}`)) return `${at}.${name}`;
    if (at === '') return `.${name}`;
  }
}

const scopeOf = (file: File): string => (file.package ? `.${file.package}` : '');

/** In which file each type is. */
function typesOf(files: Iterable<File>): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const file of files) {
    for (const { name } of file.enumType ?? []) known.set(`${scopeOf(file)}.${name}`, file.name);
    for (const [name, message] of messagesOf(scopeOf(file), file.messageType)) {
      known.set(name, file.name);
      for (const nested of message.enumType ?? []) known.set(`${name}.${nested.name}`, file.name);
    }
  }
  return known;
}

/** Writes into a file the full names of the types that it uses, and the files that those are in. */
function link(file: File, known: ReadonlyMap<string, string>): void {
  const used = new Set<string>();
  const full = (name: string, scope: string): string => {
    const found = resolve(name, scope, known);
    const where = known.get(found);
    if (where !== undefined && where !== file.name) used.add(where);
    return found;
  };
  for (const [name, message] of messagesOf(scopeOf(file), file.messageType))
    for (const field of message.field ?? []) if (field.typeName) field.typeName = full(field.typeName, name);
  for (const method of (file.service ?? []).flatMap((service) => service.method ?? [])) {
    method.inputType = full(method.inputType, scopeOf(file));
    method.outputType = full(method.outputType, scopeOf(file));
  }
  file.dependency = [...used].sort();
}

/**
 * The same definitions, with files that say in full which types they use and where those are. protobufjs writes names as
 * short as they can be, and no imports, which grpcurl and others in Go do not understand.
 */
export function linkFiles(definitions: PackageDefinition): PackageDefinition {
  const all = new Set(Object.values(definitions).flatMap(filesOf));
  const read = new Map(
    [...all].map((bytes) => [bytes, FileDescriptorProto.decode(bytes) as unknown as File]),
  );
  for (const file of read.values()) {
    for (const [, message] of messagesOf(scopeOf(file), file.messageType)) nameEntries(message);
  }
  const known = typesOf(read.values());
  const written = new Map<Buffer, Buffer>();
  for (const [bytes, file] of read) {
    link(file, known);
    written.set(bytes, Buffer.from(FileDescriptorProto.encode(file as object).finish()));
  }
  return Object.fromEntries(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      {
        ...definition,
        fileDescriptorProtos: filesOf(definition).map((bytes) => written.get(bytes) ?? bytes),
      },
    ]),
  ) as PackageDefinition;
}
