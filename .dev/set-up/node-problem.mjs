// What the project needs of each line: `require()` of ES modules without a flag, which came with 20.19 and 22.12.
const lines = { 20: 19, 22: 12 };

/**
 * Says why this version of Node cannot run the project, and where to get one that can; nothing when it can.
 *
 * @param {string} version such as '20.19.0'
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
  const [major, minor] = version.split('.').map(Number);
  const least = lines[major];
  if (major > 22 || (least !== undefined && minor >= least)) return undefined;
  return [
    `xdsim needs Node 20.19 or newer (of the 22 line, 22.12); this is Node ${version}.`,
    'Get one at https://nodejs.org/en/download, or with a version manager: `nvm install 24`, `fnm install 24`.',
  ].join('\n');
}
