import { fileURLToPath } from 'node:url';
import { load, type PackageDefinition } from '@grpc/proto-loader';
import { protoPath as health } from 'grpc-health-check';

const folder = fileURLToPath(new URL('../../protos', import.meta.url));
const files = ['discovery', 'cds', 'eds', 'lds', 'rds', 'sds', 'csds'].map((name) => `${name}.proto`);

/** What protos/ declares: services by name, with the files themselves for those who ask by reflection. */
export const loadDefinitions = (): Promise<PackageDefinition> =>
  load([...files, health], { includeDirs: [folder], keepCase: true });
