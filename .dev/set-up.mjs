#!/usr/bin/env node
// Makes a fresh clone ready: dependencies, generated code, build, a real Envoy.
// It needs nothing but Node and npm, does only what is not done yet, and says nothing when all is.
//
//   node .dev/set-up.mjs [--without-envoy]
//
// This file is parsed by old versions of Node too: it only looks at the version, then loads the rest.
import { nodeProblem } from './set-up/node-problem.mjs';

const problem = nodeProblem(process.versions.node);
if (problem) {
  console.error(problem);
  process.exitCode = 1;
} else {
  void import('./set-up/set-up.mjs').then(({ setUp }) =>
    setUp({ withEnvoy: !process.argv.includes('--without-envoy') }).then((fine) => {
      if (!fine) process.exitCode = 1;
    }),
  );
}
