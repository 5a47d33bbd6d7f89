export { openDiskStore } from './disk-store.js';
export type { DiskStore } from './disk-store.js';
export { DataDirError, DataDirInUseError } from './data-dir-error.js';
