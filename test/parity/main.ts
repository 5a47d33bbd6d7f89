import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { toYaml } from '@xdsim/api';
import { buildIstio, istioVersion } from './build-istio.js';
import { writeCase } from './case-file.js';
import { startIstio } from './istio.js';
import { about, judge, steady } from './judge.js';
import { usedFields } from './fields.js';
import { arbitraryMesh } from './mesh/arbitrary-mesh.js';
import { shrink } from './shrink.js';
import { writePage } from './write-page.js';

// `npm run parity -- --meshes 1000 --seed N`: random meshes, half of them with times, by Istio's translator and by ours.

const { values } = parseArgs({
  options: {
    meshes: { type: 'string', default: '100' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    /** Keeps the meshes that are equal as cases too. */
    record: { type: 'boolean', default: false },
    /** Writes docs/parity.md. */
    page: { type: 'boolean', default: false },
    /** How many different differences are shrunk. */
    differences: { type: 'string', default: '10' },
  },
});
const [meshes, seed, most] = [Number(values.meshes), Number(values.seed), Number(values.differences)];

console.error(`Istio ${await istioVersion()}: building its translator`);
const program = await buildIstio();
await using istio = startIstio(program);
console.error(`${meshes} meshes from seed ${seed}`);

const tally = { meshes: 0, resources: 0, proxies: 0, manifests: 0, refused: 0, unsteady: 0, different: 0 };
const kinds = new Map<string, number>();
const fields = new Set<string>();
const seen = new Set<string>();
const began = Date.now();

for (let i = 0; i < meshes; i++) {
  const [mesh] = fc.sample(arbitraryMesh(i % 2 === 1), { seed: seed + i, numRuns: 1 });
  const judged = await judge(mesh!, istio);
  const first = await steady(judged, istio);
  // Some answers change once in dozens of times: what is left after a few is asked for longer, before it counts.
  const found = first.length === 0 ? first : await steady({ ...judged, differences: first }, istio, 40);
  if (judged.differences.length > found.length) tally.unsteady++;
  tally.meshes++;
  tally.resources += judged.resources;
  tally.proxies += judged.mesh.proxies.length;
  tally.manifests += judged.mesh.manifests.length;
  tally.refused += judged.refused;
  for (const manifest of judged.mesh.manifests) {
    kinds.set(manifest.kind, (kinds.get(manifest.kind) ?? 0) + 1);
    for (const field of usedFields(manifest)) fields.add(field);
  }
  if (found.length === 0) {
    if (values.record && judged.differences.length === 0)
      await writeCase({ name: `mesh-${seed + i}`, mesh: judged.mesh, istio: judged.istio });
    continue;
  }
  tally.different++;
  const topic = about({ differences: found });
  console.error(`\nmesh ${seed + i} differs at ${topic}`);
  if (seen.has(topic) || seen.size >= most) continue;
  seen.add(topic);
  const smallest = await shrink(judged.mesh, async (candidate) => {
    const again = await judge(candidate, istio).catch(() => undefined);
    if (again === undefined || about(again) !== topic) return false;
    return about({ differences: await steady(again, istio, 2) }) === topic;
  });
  const { mesh: kept, istio: answer, differences } = await judge(smallest, istio);
  const name = `differs-${seed + i}`;
  await writeCase({ name, mesh: kept, istio: answer });
  console.error(`smallest, kept as test/parity/cases/${name}.yaml:\n${toYaml(kept)}`);
  for (const d of differences.slice(0, 5)) {
    console.error(
      `  ${d.path}\n    Istio: ${JSON.stringify(d.istio)?.slice(0, 600)}\n    xdsim: ${JSON.stringify(d.ours)?.slice(0, 600)}`,
    );
  }
}

const seconds = Math.round((Date.now() - began) / 1000);
console.log(
  `${tally.meshes} meshes, ${tally.manifests} objects, ${tally.resources} resources for ${tally.proxies} proxies in ${seconds} s: ` +
    `${tally.different} different, ${tally.unsteady} with places left out where Istio's own answer changes`,
);
if (values.page) await writePage({ ...tally, seed, kinds, fields, version: await istioVersion() });
process.exitCode = tally.different > 0 ? 1 : 0;
