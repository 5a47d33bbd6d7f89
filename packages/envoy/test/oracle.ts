import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import protobuf from 'protobufjs';
import protojson from 'protobufjs/ext/protojson.js';

const require = createRequire(import.meta.url);
const deps = join(dirname(require.resolve('@grpc/grpc-js-xds/package.json')), 'deps');

// protobufjs' own reflection over the same .proto files: neither our descriptor nor our codec has a part in it.
const root = new protobuf.Root();
root.resolvePath = (_origin, target) => {
  const folders = ['envoy-api', 'xds', 'googleapis', 'protoc-gen-validate'].map((folder) =>
    join(deps, folder),
  );
  folders.push(dirname(require.resolve('protobufjs/package.json')));
  return folders.map((folder) => join(folder, target)).find((path) => existsSync(path)) ?? target;
};
root.loadSync(
  [
    'envoy/config/cluster/v3/cluster.proto',
    'envoy/config/endpoint/v3/endpoint.proto',
    'envoy/config/listener/v3/listener.proto',
    'envoy/config/route/v3/route.proto',
    'envoy/config/core/v3/extension.proto',
    'envoy/extensions/filters/http/router/v3/router.proto',
    'envoy/extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto',
    'envoy/extensions/filters/network/tcp_proxy/v3/tcp_proxy.proto',
    'envoy/service/discovery/v3/discovery.proto',
    'google/protobuf/field_mask.proto',
  ],
  { keepCase: true },
);

/** What protobufjs reads in these bytes, as ProtoJSON. */
export function oracleDecode(name: string, bytes: Uint8Array): unknown {
  const type = root.lookupType(name);
  return protojson.toJson(type, type.decode(bytes));
}

/** The bytes that protobufjs writes for this ProtoJSON. */
export function oracleEncode(name: string, json: unknown): Uint8Array {
  const type = root.lookupType(name);
  return type.encode(protojson.fromJson(type, json)).finish();
}
