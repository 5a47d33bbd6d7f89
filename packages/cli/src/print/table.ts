import { printable } from '@xdsim/api';

type Rows = readonly (readonly string[])[];

/** Columns as kubectl and istioctl print them: as wide as their widest cell, three blanks apart. */
export const table = (rows: Rows): string => growingTable()(rows);

/** A table whose rows come by and by: columns stay as wide as they were. */
export function growingTable(): (rows: Rows) => string {
  const widths: number[] = [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('   ')
      .trimEnd();
  return (raw) => {
    // A proxy gives itself its name.
    const rows = raw.map((row) => row.map(printable));
    for (const row of rows) {
      for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.length);
    }
    return rows.map((row) => `${line(row)}\n`).join('');
  };
}
