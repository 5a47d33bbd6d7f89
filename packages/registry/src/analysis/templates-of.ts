import type { Labels, PodTemplate } from '@xdsim/api';
import type { AnalysisContext } from './context.js';
import { selects } from './selects.js';

/** The templates whose pods a selector of a namespace will find. */
export const templatesOf = (
  { templates }: AnalysisContext,
  namespace: string,
  selector: Labels,
): readonly PodTemplate[] =>
  templates.filter((one) => one.namespace === namespace && selects(selector, one.labels));
