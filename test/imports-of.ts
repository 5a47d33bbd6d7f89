/** What a source text imports or re-exports, for types too, as it is written: `node:fs`, `./parse.js`. */
export function importsOf(source: string): readonly string[] {
  // An example in a doc comment imports nothing. Line comments are only taken where they start a line: `//` is in URLs.
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const forms = [
    /^\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]/g,
  ];
  return forms.flatMap((form) => [...code.matchAll(form)].map(([, specifier = '']) => specifier));
}
