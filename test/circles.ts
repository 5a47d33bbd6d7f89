/**
 * The circles of a graph: sets of nodes each of which leads to all the others, sorted; and nodes that lead to themselves.
 * A node that only others name leads nowhere. (Tarjan's strongly connected components.)
 */
export function circles(graph: ReadonlyMap<string, ReadonlySet<string>>): readonly (readonly string[])[] {
  const indexes = new Map<string, number>();
  const path: string[] = [];
  const onPath = new Set<string>();
  const found: string[][] = [];

  function visit(node: string): number {
    const index = indexes.size;
    let low = index;
    indexes.set(node, index);
    path.push(node);
    onPath.add(node);
    for (const next of graph.get(node) ?? []) {
      if (!indexes.has(next)) low = Math.min(low, visit(next));
      else if (onPath.has(next)) low = Math.min(low, indexes.get(next)!);
    }
    if (low === index) {
      const circle = path.splice(path.indexOf(node)).sort();
      for (const member of circle) onPath.delete(member);
      if (circle.length > 1 || graph.get(node)?.has(node)) found.push(circle);
    }
    return low;
  }

  for (const node of graph.keys()) if (!indexes.has(node)) visit(node);
  return found;
}
