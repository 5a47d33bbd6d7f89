import { createRequire } from 'node:module';
import type * as lmdb from 'lmdb' with { 'resolution-mode': 'require' };

/** A database of text by text. */
export type Database = lmdb.RootDatabase<string, string>;

/**
 * lmdb's `open`. Required, not imported: the types of its ES module do not compile. Its native part comes ready-built in
 * packages of its own, one for each platform, and needs no install script.
 */
export const { open } = createRequire(import.meta.url)('lmdb') as typeof lmdb;
