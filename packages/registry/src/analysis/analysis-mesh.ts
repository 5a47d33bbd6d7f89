/** The part of Istio's MeshConfig that decides who sees what. */
export interface AnalysisMesh {
  readonly rootNamespace: string;
  readonly defaultServiceExportTo: readonly string[];
  readonly defaultVirtualServiceExportTo: readonly string[];
  readonly defaultDestinationRuleExportTo: readonly string[];
}

/** Istio's defaults. */
export const defaultAnalysisMesh: AnalysisMesh = {
  rootNamespace: 'istio-system',
  defaultServiceExportTo: ['*'],
  defaultVirtualServiceExportTo: ['*'],
  defaultDestinationRuleExportTo: ['*'],
};
