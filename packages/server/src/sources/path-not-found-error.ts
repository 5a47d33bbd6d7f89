/** A path that a source was told to read does not exist; thrown when the server starts. */
export class PathNotFoundError extends Error {
  readonly path: string;

  constructor(path: string) {
    super(`${path} does not exist`);
    this.name = 'PathNotFoundError';
    this.path = path;
  }
}
