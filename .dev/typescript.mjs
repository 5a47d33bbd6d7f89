// node --import ./.dev/typescript.mjs FILE.ts: runs TypeScript by tsx, which would otherwise leave a cache in the system's
// temporary folder; nothing is to be written outside the clone.
process.env['TSX_DISABLE_CACHE'] ??= '1';
await import('tsx');
