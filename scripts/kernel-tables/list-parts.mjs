// Prints the list of parts as the Markdown tables of docs/kernel-parts.md.
import { groupNames, partGroups, parts } from '../../dist/kernel/index.js';

for (const group of partGroups) {
  const { en, ko } = groupNames[group];
  console.log(`\n### ${en} · ${ko} (\`${group}\`)\n\n| id | name | 이름 | what |\n|---|---|---|---|`);
  for (const part of parts.filter(other => other.group === group))
    console.log(`| \`${part.id}\` | ${part.en} | ${part.ko} | ${part.what.en} |`);
}
