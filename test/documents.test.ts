import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect } from 'chai';
import { filesUnder, read, root, workspaces } from './repository.js';

describe('the documents', () => {
  const documents = filesUnder('.').filter((file) => file.endsWith('.md'));

  it('have links that lead somewhere', () => {
    let links = 0;
    for (const file of documents) {
      const prose = read(file).replace(/^```[\s\S]*?^```$/gm, '');
      for (const [, target = ''] of prose.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        links++;
        const [path = '', heading] = target.split('#');
        const found = path === '' ? file : posix.join(posix.dirname(file), path);
        expect(existsSync(join(root, found)), `${file} links to ${target}`).to.equal(true);
        if (heading) expect(headingsOf(read(found)), `${file} links to ${target}`).to.include(heading);
      }
    }
    console.log(`      checked ${links} links in ${documents.length} documents`);
    expect(links).to.be.above(0);
  });

  it('list every decision', () => {
    const decisions = filesUnder('docs/decisions').filter((file) => !file.endsWith('README.md'));
    const index = read('docs/decisions/README.md');
    for (const file of decisions) expect(index).to.contain(`](${posix.basename(file)})`);
    expect(decisions).to.have.length.above(0);
  });

  it('give every package the licence of the whole', () => {
    for (const { folder } of workspaces) expect(read(`${folder}/LICENSE`)).to.equal(read('LICENSE'));
    expect(workspaces).to.have.length.above(0);
  });
});

/** As anchors: lower case, without punctuation, with hyphens for blanks. */
function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .trim()
      .replace(/\s/g, '-'),
  );
}
