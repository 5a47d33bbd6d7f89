import type { Option } from 'commander';
import { outputFlag } from './output-flag.js';

/** How findings are printed: for people, for programs, and for the machines that show them in reviews and builds. */
export type ReportFormat = 'pretty' | 'json' | 'github' | 'sarif' | 'junit';

/** `-o FORMAT` of the commands whose output is findings. */
export const reportFlag = (): Option =>
  outputFlag<ReportFormat>('pretty', 'json', 'github', 'sarif', 'junit');
