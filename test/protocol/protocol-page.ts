import { rules, type Rule } from './rules.js';
import { ruleTests, type RuleTest } from './titles.js';

const head = `# The protocol, rule by rule

What an xDS server has to do, what proves that this one does it, and what it does not do and why. Each test bears the
number of its rule in its title; \`npm run protocol\` writes this page from the titles, a test keeps it true, and
\`npm test\` passes only when all of them pass. The numbers are those of our own list of the protocol's traps.
`;

const lines = (rule: Rule, tests: readonly RuleTest[]): string => {
  const proofs = tests.map(({ title, file }) => `${title} ([test](../${file}))`);
  const status = tests.length > 0 ? 'tested' : 'not done';
  return `| ${rule.rule} | ${rule.says} | ${status} | ${[...proofs, rule.without ?? ''].filter(Boolean).join('<br>')} |`;
};

/** docs/protocol.md. */
export function protocolPage(): string {
  const tests = ruleTests();
  const rows = rules.map((rule) =>
    lines(
      rule,
      tests.filter((test) => test.rules.includes(rule.rule)),
    ),
  );
  return [head, '| rule | says | status | proved by, or why not |', '|---|---|---|---|', ...rows, ''].join(
    '\n',
  );
}
