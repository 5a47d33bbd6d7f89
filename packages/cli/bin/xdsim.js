#!/usr/bin/env node
// Parsed by old versions of Node too: the version is looked at before anything modern is loaded.
const [major, minor] = process.versions.node.split('.').map(Number);

// `require()` of ES modules came with 20.19 and 22.12.
if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  console.error(
    `xdsim needs Node 20.19 or newer (of the 22 line, 22.12); this is Node ${process.versions.node}.`,
  );
  console.error('Get one at https://nodejs.org/en/download, or with a version manager: `nvm install 24`.');
  process.exitCode = 1;
} else {
  import('../dist/index.js')
    .then(({ main }) => main(process.argv.slice(2)))
    .catch((error) => {
      // Here, as there may be no file left to open for anything that could say so.
      if (error.code !== 'EMFILE' && error.code !== 'ENFILE') throw error;
      console.error('xdsim may not open more files: raise the limit, for example with `ulimit -n 1024`.');
      process.exitCode = 1;
    });
}
