import type { Diagnostic } from '@xdsim/api';
import { diagnostic } from '@xdsim/api';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'a link leads back to itself',
  EMFILE: 'too many files are open',
  EISDIR: 'it is a folder',
  ETIMEDOUT: 'it does not answer, as a network’s disk that is gone',
};

/** XDS0102: a file or folder that is there but does not let itself be read. */
export const unreadable = (path: string, error: NodeJS.ErrnoException): Diagnostic =>
  diagnostic('XDS0102', {
    message: `${path} cannot be read: ${reasons[error.code ?? ''] ?? error.message}`,
    file: path,
    help: 'What it held before stays in force. It is read as soon as it can be.',
  });

/** XDS0104: a path that was asked for and gives nothing, which is seldom meant. */
export const noObjects = (path: string): Diagnostic =>
  diagnostic('XDS0104', {
    message: `${path} holds no objects`,
    file: path,
    help: 'Files that end in .yaml, .yml or .json are read; hidden ones and node_modules are not.',
  });
