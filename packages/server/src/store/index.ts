export { openDiskStore } from './disk-store.js';
export type { DiskStore } from './disk-store.js';
