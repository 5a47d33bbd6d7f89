import { copyFile, mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { cacheFolder } from '../src/index.js';
import { scratchFolder } from './scratch-folder.js';

const source = fileURLToPath(new URL('../src/envoy/find/cache-folder.ts', import.meta.url));

describe('cacheFolder', () => {
  it('is $XDSIM_CACHE, as an absolute path', () => {
    expect(cacheFolder({ XDSIM_CACHE: '/somewhere' })).to.equal('/somewhere');
    expect(cacheFolder({ XDSIM_CACHE: 'here' })).to.equal(join(process.cwd(), 'here'));
  });

  it('is .cache at the root of the clone when running from it, wherever the work is done', () => {
    expect(cacheFolder({})).to.equal(fileURLToPath(new URL('../../../.cache', import.meta.url)));
  });

  it('is in the user’s cache folder when installed anywhere else', async function () {
    if (process.platform === 'win32' || process.platform === 'darwin') return;
    await using scratch = await scratchFolder();
    const folder = join(scratch.path, 'node_modules', '@xdsim', 'testkit');
    await mkdir(folder, { recursive: true });
    await copyFile(source, join(folder, 'cache-folder.mts'));
    const installed = (await import(pathToFileURL(join(folder, 'cache-folder.mts')).href)) as {
      cacheFolder: typeof cacheFolder;
    };
    expect(installed.cacheFolder({})).to.equal(join(homedir(), '.cache', 'xdsim'));
    expect(installed.cacheFolder({ XDG_CACHE_HOME: '/xdg' })).to.equal('/xdg/xdsim');
    expect(installed.cacheFolder({ XDG_CACHE_HOME: 'relative' })).to.equal(
      join(homedir(), '.cache', 'xdsim'),
    );
  });
});
