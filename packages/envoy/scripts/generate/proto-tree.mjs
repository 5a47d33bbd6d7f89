// Finds .proto files in the npm packages that ship them and parses them, with their imports, on demand.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import protobuf from 'protobufjs';

const require = createRequire(import.meta.url);
const xdsManifest = require.resolve('@grpc/grpc-js-xds/package.json');

/** The manifests of the packages that generation reads from. */
export const packageFiles = [xdsManifest, require.resolve('protobufjs/package.json')];

const includeFolders = ['envoy-api', 'xds', 'googleapis'].map((name) =>
  join(dirname(xdsManifest), 'deps', name),
);

// Imported by nearly every file, but only for options, which no message on the wire depends on.
const onlyForOptions =
  /^(?:validate|udpa\/annotations|xds\/annotations|envoy\/annotations|google\/api(?=\/\w+\.proto))\//;
// The codec knows the well-known types itself.
const wellKnown = /^google\/protobuf\//;

export class ProtoTree {
  /** The import paths of the files parsed. */
  files = new Set();
  /** Import path that no package has → the files that import it. */
  missing = new Map();
  root = new protobuf.Root();
  #include;
  #folders = new Map();

  /** @param {readonly string[]} include the folders that import paths start from */
  constructor(include = includeFolders) {
    this.#include = include;
    // The one message of google/protobuf that has no JSON form of its own.
    this.root.addJSON(protobuf.common.get('google/protobuf/empty.proto').nested);
  }

  /** The type of that full name; parses the file that declares it if it was not imported yet. */
  lookup(fullName) {
    const found = this.root.lookup(fullName);
    if (found) return found;
    this.#parse(this.#fileOf(fullName));
    return this.root.lookup(fullName);
  }

  // Every .proto lies in the folder of its package: envoy.config.core.v3 → envoy/config/core/v3.
  #fileOf(fullName) {
    const parts = fullName.split('.');
    const typeIndex = parts.findIndex((part) => /^[A-Z]/.test(part));
    const folder = parts.slice(0, typeIndex).join('/');
    const declaration = new RegExp(`^(?:message|enum) ${parts[typeIndex]} `, 'm');
    const file = this.#protosIn(folder).find((path) => declaration.test(this.#read(path) ?? ''));
    if (!file) {
      throw new Error(
        `generate: ${fullName} of protos/roots.json is not in ${folder}/*.proto of @grpc/grpc-js-xds`,
      );
    }
    return file;
  }

  #protosIn(folder) {
    if (!this.#folders.has(folder)) {
      const files = this.#include
        .map((include) => join(include, folder))
        .filter((path) => existsSync(path))
        .flatMap((path) => readdirSync(path).sort())
        .filter((name) => name.endsWith('.proto'));
      this.#folders.set(
        folder,
        files.map((name) => `${folder}/${name}`),
      );
    }
    return this.#folders.get(folder);
  }

  #read(path) {
    const file = this.#include
      .map((include) => join(include, path))
      .find((candidate) => existsSync(candidate));
    return file && readFileSync(file, 'utf8');
  }

  #parse(path, importer) {
    if (this.files.has(path) || onlyForOptions.test(path) || wellKnown.test(path)) return;
    const source = this.#read(path);
    if (source === undefined) {
      this.missing.set(path, [...(this.missing.get(path) ?? []), importer]);
      return;
    }
    if (!/^syntax\s*=\s*"proto3"/m.test(source)) {
      throw new Error(`generate: ${path} is not proto3; the codec knows proto3's presence rules only`);
    }
    this.files.add(path);
    const { imports = [], weakImports = [] } = protobuf.parse(source, this.root, {
      keepCase: true,
      alternateCommentMode: true,
    });
    for (const next of [...imports, ...weakImports]) this.#parse(next, path);
  }
}
