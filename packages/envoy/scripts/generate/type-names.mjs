// TypeScript names: the names that protos/roots.json gives, else the message's own name with its parents'
// (`Cluster_LbSubsetConfig`); where two packages have one name, the package's last word goes first.

/** Full name → TypeScript name. `named` is TypeScript name → full name. */
export function typeNames(fullNames, named) {
  const names = new Map([...named].map(([short, full]) => [full, short]));
  const taken = new Set([...named.keys(), ...reserved]);
  let left = fullNames.filter((full) => !names.has(full));
  for (let words = 0; left.length > 0; words++) {
    const byName = groupBy(left, words);
    const clashing = [];
    for (const [name, group] of byName) {
      if (group.length === 1 && !taken.has(name)) names.set(group[0], name);
      else clashing.push(...group);
    }
    for (const name of byName.keys()) taken.add(name);
    left = clashing;
  }
  return names;
}

// Names that mean something else in TypeScript or in the generated file.
const reserved = [
  'Any',
  'Duration',
  'Timestamp',
  'Struct',
  'Record',
  'Readonly',
  'Int64',
  'Double',
  'TypedMessage',
];

function groupBy(fullNames, words) {
  const groups = new Map();
  for (const full of fullNames) {
    const name = nameOf(full, words);
    groups.set(name, [...(groups.get(name) ?? []), full]);
  }
  return groups;
}

function nameOf(fullName, words) {
  const parts = fullName.split('.');
  const typeIndex = parts.findIndex((part) => /^[A-Z]/.test(part));
  const packageWords = parts.slice(0, typeIndex).filter((part) => !/^v\d/.test(part));
  const prefix = words === 0 ? [] : packageWords.slice(-words);
  return prefix.map(pascal).join('') + parts.slice(typeIndex).join('_');
}

function pascal(word) {
  return word.replace(/(?:^|_)([a-z])/g, (_, letter) => letter.toUpperCase());
}
