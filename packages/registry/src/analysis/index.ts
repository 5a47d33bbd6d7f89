export { analyze, analyzing, type AnalyzeOptions } from './analyze.js';
export { rules } from './rules.js';
export type { Rule } from './rule.js';
export type { AnalysisContext } from './context.js';
export { type AnalysisMesh, defaultAnalysisMesh } from './analysis-mesh.js';
export { parseSuppression, type Suppression } from './suppression.js';
