// Compiles the closure of protos/roots.json into packages/envoy/src/generated: a descriptor for the codec
// and TypeScript interfaces. Runs in a fresh clone, before anything is built: plain JavaScript, no build step.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { closureOf } from './generate/closure.mjs';
import { emitDescriptor } from './generate/emit-descriptor.mjs';
import { emitMessages, emitMessageTypes } from './generate/emit-types.mjs';
import { packageFiles, ProtoTree } from './generate/proto-tree.mjs';
import { typeNames } from './generate/type-names.mjs';

const rootsFile = fileURLToPath(new URL('../../../protos/roots.json', import.meta.url));
const generatedFolder = fileURLToPath(new URL('../src/generated/', import.meta.url));
const stampFile = `${generatedFolder}inputs.sha256`;

const stamp = hashOfInputs();
if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
  console.log('generate: Envoy messages are up to date');
} else {
  generate();
}

function generate() {
  const roots = JSON.parse(readFileSync(rootsFile, 'utf8'));
  const named = new Map(Object.values(roots).flatMap((group) => Object.entries(group)));
  const tree = new ProtoTree();
  const closure = closureOf(tree, [...named.values()]);
  const names = typeNames([...closure.messages.keys(), ...closure.enums.keys()], named);
  const inAny = [...Object.values(roots.resources), ...Object.values(roots.extensions)];
  const counts = { protos: tree.files.size, messages: closure.messages.size, enums: closure.enums.size };
  for (const [what, count] of Object.entries(counts)) {
    if (count === 0) throw new Error(`generate: no ${what} found; is protos/roots.json empty?`);
  }
  // The stamp is written last, so an interrupted run starts over.
  rmSync(stampFile, { force: true });
  mkdirSync(generatedFolder, { recursive: true });
  write('descriptor.ts', emitDescriptor(closure));
  write('messages.ts', emitMessages(closure, names, inAny));
  write('message-types.ts', emitMessageTypes(closure, names));
  write('inputs.sha256', stamp);
  console.log(
    `generate: ${counts.protos} protos → ${counts.messages} messages, ${counts.enums} enums in packages/envoy/src/generated`,
  );
}

function write(name, text) {
  // Written beside and renamed, so a build that runs at the same time never reads half a file.
  const partial = `${generatedFolder}${name}.partial`;
  writeFileSync(partial, text);
  renameSync(partial, generatedFolder + name);
}

// A published npm package never changes, so its manifest stands for the files in it.
function hashOfInputs() {
  const scripts = fileURLToPath(new URL('./generate/', import.meta.url));
  const inputs = [
    rootsFile,
    fileURLToPath(import.meta.url),
    ...readdirSync(scripts)
      .sort()
      .map((name) => scripts + name),
    ...packageFiles,
  ];
  const hash = createHash('sha256');
  for (const file of inputs) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}
