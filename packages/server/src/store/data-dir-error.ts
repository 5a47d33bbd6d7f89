/** A folder that cannot keep objects: another's, damaged, of a later xdsim, or closed to this user. */
export class DataDirError extends Error {
  readonly directory: string;

  constructor(directory: string, why: string, cause?: unknown) {
    super(`${directory} ${why}`, { cause });
    this.name = new.target.name;
    this.directory = directory;
  }
}

/** Another server, of this process or another one, keeps its objects in the folder. */
export class DataDirInUseError extends DataDirError {
  constructor(directory: string) {
    super(directory, 'is in use by another xdsim: give each a folder of its own');
  }
}
