import { expect } from 'chai';
import { defaultMeshConfig, parseMeshConfig } from '../src/index.js';

const codes = (text: string) =>
  parseMeshConfig(text, { file: 'mesh.yaml' }).diagnostics.map((d) => `${d.code} ${d.line}:${d.column}`);

describe('parseMeshConfig', () => {
  it("gives Istio's defaults for nothing", () => {
    expect(parseMeshConfig('')).to.deep.equal({ mesh: defaultMeshConfig, diagnostics: [] });
  });

  it('reads what a translation depends on, with durations as Envoy spells them', () => {
    const { mesh, diagnostics } = parseMeshConfig(`
outboundTrafficPolicy: { mode: REGISTRY_ONLY }
connectTimeout: 500ms
defaultServiceExportTo: ['.']
defaultHttpRetryPolicy: { attempts: 5, perTryTimeout: 2s }
proxyHttpPort: 3128
pathNormalization: { normalization: MERGE_SLASHES }
`);
    expect(diagnostics).to.deep.equal([]);
    expect(mesh).to.deep.equal({
      ...defaultMeshConfig,
      outboundTrafficPolicy: { mode: 'REGISTRY_ONLY' },
      connectTimeout: '0.500s',
      defaultServiceExportTo: ['.'],
      defaultHttpRetryPolicy: { attempts: 5, perTryTimeout: '2s' },
      proxyHttpPort: 3128,
      pathNormalization: { normalization: 'MERGE_SLASHES' },
    });
  });

  it('reads a traffic policy without a mode as REGISTRY_ONLY, the first of the enum', () => {
    expect(parseMeshConfig('outboundTrafficPolicy: {}').mesh.outboundTrafficPolicy.mode).to.equal(
      'REGISTRY_ONLY',
    );
  });

  it("warns of a field of Istio's that has no effect, at its place", () => {
    expect(codes('rootNamespace: mesh\nenableTracing: false\n')).to.deep.equal(['XDS0504 2:16']);
  });

  it('warns of a field that nobody knows, and refuses a value of the wrong type', () => {
    expect(codes('conectTimeout: 1s')).to.deep.equal(['XDS0206 1:1']);
    expect(codes('connectTimeout: soon')[0]).to.match(/^XDS02\d\d 1:17$/);
    expect(codes('- a list')[0]).to.match(/^XDS02\d\d 1:1$/);
  });

  it('keeps the defaults when the text has an error', () => {
    expect(parseMeshConfig('connectTimeout: 1s\nrootNamespace: 1').mesh).to.equal(defaultMeshConfig);
  });
});
