import { expect } from 'chai';
import { read, workspaces } from './repository.js';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
}

describe('package-lock.json', () => {
  const text = read('package-lock.json');
  const { packages } = JSON.parse(text) as { packages: Readonly<Record<string, Locked>> };
  const installed = Object.entries(packages).filter(([path]) => path.includes('node_modules/'));

  it('names no host that packages come from, so that any registry will do', () => {
    const resolved = installed.filter(([, { resolved: from }]) => from !== undefined);
    for (const [path, { link, resolved: from }] of resolved) {
      expect(link, `${path} comes from ${from}`).to.equal(true);
      expect(workspaces.map(({ folder }) => folder)).to.include(from);
    }
    expect(text).not.to.match(/https?:\/\/[^"]*\.tgz/);
    expect(installed).to.have.length.above(0);
  });

  it('pins each package to its content', () => {
    const loose = installed.filter(([, { link, integrity }]) => !link && !integrity?.startsWith('sha512-'));
    expect(loose.map(([path]) => path)).to.deep.equal([]);
    expect(installed).to.have.length.above(0);
  });

  it('has what each package asks for, so that npm ci accepts it', () => {
    for (const { folder, manifest } of workspaces) {
      for (const [name, version] of Object.entries(manifest.dependencies ?? {})) {
        if (name.startsWith('@xdsim/')) continue;
        const found = packages[`${folder}/node_modules/${name}`] ?? packages[`node_modules/${name}`];
        expect(found?.version, `${name}, for ${folder}`).to.equal(version);
      }
    }
  });

  it('holds the native parts of the tools for the systems that the project runs on', () => {
    for (const tool of ['@typescript/typescript', '@esbuild/', '@oxlint']) {
      const parts = installed.map(([path]) => path).filter((path) => path.includes(`node_modules/${tool}`));
      for (const system of ['linux-x64', 'linux-arm64', 'darwin-arm64', 'win32-x64']) {
        expect(parts.join('\n'), tool).to.contain(system);
      }
    }
  });
});
