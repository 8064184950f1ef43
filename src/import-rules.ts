/** Which folder of `src/` may import which. The whole table; `import-rules.test.ts` holds it. */
const shared = {
  base: [],
  words: [],
  store: ['base'],
  demangle: ['base'],
  tracefs: ['base', 'store'],
  formats: ['base', 'store', 'demangle', 'tracefs', 'kernel'],
  kernel: ['base'],
  elf: ['base', 'store'],
  procfs: ['base'],
  analyses: ['base', 'store', 'kernel', 'procfs'],
  opening: ['base', 'words', 'store', 'formats', 'kernel', 'procfs', 'analyses'],
  text: ['base', 'words', 'store', 'demangle', 'tracefs', 'kernel', 'formats', 'analyses'],
  views: ['base', 'words', 'store', 'kernel', 'formats', 'analyses', 'opening', 'text'],
  protocol: [],
} as const;

const node = {
  packages: ['base', 'words'],
  targets: ['base', 'words', 'packages'],
  recorder: ['base', 'words', 'store', 'packages', 'targets', 'formats'],
  query: ['base', 'store', 'analyses'],
  export: ['base', 'words', 'store', 'kernel', 'formats', 'analyses', 'text'],
  'lab-runner': [...Object.keys(shared), 'packages', 'targets', 'recorder', 'query'],
  server: [...Object.keys(shared), 'packages', 'targets', 'recorder', 'query', 'lab-runner'],
  cli: [...Object.keys(shared), 'packages', 'targets', 'recorder', 'query', 'export', 'lab-runner', 'server'],
} as const;

const browser = { web: Object.keys(shared) } as const;

export const importRules: Readonly<Record<string, readonly string[]>> = { ...shared, ...node, ...browser };

/** Folders that run in Node, in a worker and in a page: no npm package, no `node:`, no DOM. */
export const sharedFolders: readonly string[] = Object.keys(shared);
