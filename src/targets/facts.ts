/** What a kernel tells of itself, one file a fact: data/agent/tracer.sh, pack_facts. */
const factFiles = [
  'kallsyms',
  'formats',
  'format-names',
  'header_page',
  'header_event',
  'available_tracers',
  'available_filter_functions',
  'printk_formats',
  'uname',
  'page-size',
] as const;

/** Whether a file is one of them. */
export function isFactFile(name: string): boolean {
  return factFiles.some(fact => fact === name);
}
