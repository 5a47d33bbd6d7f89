import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { read, root, workspaces } from './repository.js';

const run = promisify(execFile);

interface Block {
  /** `README.md:41` */
  readonly place: string;
  readonly code: string;
  /** The text block right below it: what the code prints. */
  readonly prints: string | undefined;
}

/** The TypeScript blocks of a Markdown file. */
function blocksOf(file: string): readonly Block[] {
  const text = read(file);
  const blocks = text.matchAll(/^```ts\n([\s\S]*?)^```\n(?:\n```text\n([\s\S]*?)^```$)?/gm);
  return [...blocks].map(({ index, 1: code = '', 2: prints }) => ({
    place: `${file}:${text.slice(0, index).split('\n').length}`,
    code,
    prints,
  }));
}

const files = ['README.md', ...workspaces.map(({ folder }) => `${folder}/README.md`)];
const blocks = files.filter((file) => existsSync(join(root, file))).flatMap(blocksOf);

describe('the code in the READMEs', function () {
  this.timeout(60_000);
  // In the clone, where the packages are found by their names.
  const folder = join(root, '.cache/readme');
  const fileOf = (block: Block): string => join(folder, `${block.place.replace(/\W+/g, '-')}.ts`);

  before(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    // Each block is a program of its own, also one that imports nothing.
    for (const block of blocks) await writeFile(fileOf(block), `${block.code}\nexport {};\n`);
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        extends: '../../test/tsconfig.json',
        include: ['.'],
        compilerOptions: { rootDir: '../..' },
      }),
    );
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is there, for each package', () => {
    for (const file of files) {
      expect(blocks.filter(({ place }) => place.startsWith(file)).length, file).to.be.above(0);
    }
  });

  it('has right types', async () => {
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const { stdout } = await run(process.execPath, [tsc, '-p', folder], { cwd: root }).catch(
      (error: { stdout: string }) => error,
    );
    expect(stdout).to.equal('');
  });

  for (const block of blocks) {
    it(`runs: ${block.place}`, async () => {
      const { stdout } = await run(process.execPath, ['--import', 'tsx', fileOf(block)], { cwd: root });
      if (block.prints !== undefined) expect(stdout).to.equal(block.prints);
    });
  }
});
