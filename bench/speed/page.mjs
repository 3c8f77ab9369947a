/** The page and the chart of a recorded result. */

const NAMES = {
  none: 'ESLint, no rules',
  checker: 'one rule that asks the checker',
  recommended: 'pool-hygiene `recommended`',
  strict: 'pool-hygiene `strict`',
  all: 'pool-hygiene `all`',
  'typescript-eslint': 'typescript-eslint `recommended`',
  n: 'eslint-plugin-n `recommended`',
  unicorn: 'eslint-plugin-unicorn `recommended`',
  sonarjs: 'eslint-plugin-sonarjs `recommended`',
};

const times = ({ median, least, most }) => `${median.toFixed(3)} (${least.toFixed(3)} to ${most.toFixed(3)})`;
const percent = (ratio) => `${(ratio * 100).toFixed(2)} %`;

/** A table with its columns as wide as what stands in them, as Prettier has it. */
function table(head, rows) {
  const widths = head.map((cell, i) => Math.max(cell.length, 3, ...rows.map((row) => row[i].length)));
  const isRight = (i) => i > 0;
  const line = (row) =>
    `| ${row.map((cell, i) => (isRight(i) ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join(' | ')} |`;
  const rule = widths.map((width, i) => (isRight(i) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  return [line(head), `| ${rule.join(' | ')} |`, ...rows.map(line)].join('\n');
}

function comparison({ of, files, lines, rounds, sets, failed = [], ruleTime, rules }) {
  const rows = sets.map(({ set, cpu, wall, memory }) => [NAMES[set], times(cpu), times(wall), times(memory)]);
  const dearest = Object.entries(rules).sort((one, other) => other[1] - one[1]);
  return `Sources: ${of.join(', ')}; ${files} files, ${lines} lines. Ratios to the first line of the same round: median of ${rounds} rounds, least and most.

${table(['Rules', 'CPU', 'Wall', 'Memory'], rows)}
${failed.map((set) => `\n${NAMES[set]} has no figure: a rule of it throws on these sources.\n`).join('')}
The rules of \`all\` take ${percent(ruleTime.median)} (${percent(ruleTime.least)} to ${percent(ruleTime.most)}) of what linting takes without them. The first rule that looks at a file pays for the analysis that all share, so the single figures say little but where that was:

${table(
  ['Rule', 'Of all linting'],
  dearest.map(([name, ratio]) => [`\`${name.replace('pool-hygiene/', '')}\``, percent(ratio)]),
)}
`;
}

const growing = (rows, unit) =>
  table(
    [unit, 'Rules, ms', `Rules, ms per 1,000`, 'All linting, ms'],
    rows.map(({ size, whole, rules }) => [
      size.toLocaleString('en'),
      rules.toFixed(1),
      ((rules / size) * 1000).toFixed(2),
      whole.toFixed(0),
    ]),
  );

/** The page, in Markdown. */
export function page({ node, load, projects, functions, untyped, typed }) {
  const parts = [
    '# Speed',
    `What linting costs, as \`npm run bench\` measured it with Node ${node.replace(/^v/, '')}: processes as a whole, each set of rules beside a run without any. Other files of the project are read, as they are by default; with \`acrossFiles: false\` in the settings linting is cheaper, and sees less.`,
    untyped &&
      `## Without types\n\n![CPU time beside ESLint without rules](speed.svg)\n\n${comparison(untyped).trim()}`,
    typed && `## With types\n\n${comparison(typed).trim()}`,
    load &&
      `## Loading\n\nLoading the plugin takes ${load.median.toFixed(1)} ms of CPU (${load.least.toFixed(1)} to ${load.most.toFixed(1)}).`,
    projects &&
      `## Growth\n\nAll rules on made-up files that borrow a connection in every other function, by lines of the project:\n\n${growing(projects, 'Lines')}`,
    functions &&
      `All rules on one function that holds a connection, by its statements:\n\n${growing(functions, 'Statements')}`,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

const BAR = 22;
const LEFT = 250;
const WIDTH = 380;

/** The CPU ratios of the untyped run as bars. */
export function chart({ untyped }) {
  const sets = untyped?.sets ?? [];
  const most = Math.max(1, ...sets.map(({ cpu }) => cpu.median));
  const bars = sets.map(({ set, cpu }, i) => {
    const y = 12 + i * (BAR + 8);
    const length = (cpu.median / most) * WIDTH;
    const isOurs = ['recommended', 'strict', 'all'].includes(set);
    return `  <text x="${LEFT - 8}" y="${y + 15}" text-anchor="end">${NAMES[set].replaceAll('`', '')}</text>
  <rect x="${LEFT}" y="${y}" width="${length.toFixed(1)}" height="${BAR}" fill="${isOurs ? '#2a7de1' : '#9aa5b1'}"/>
  <text x="${(LEFT + length + 6).toFixed(1)}" y="${y + 15}">${cpu.median.toFixed(2)}</text>`;
  });
  const height = 24 + sets.length * (BAR + 8);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 60} ${height}" font-family="sans-serif" font-size="13" role="img" aria-label="CPU time of linting, as a multiple of ESLint without rules">
  <rect width="100%" height="100%" fill="#ffffff"/>
${bars.join('\n')}
</svg>
`;
}
