/** Which folder of `src/` may import which. The whole table; `import-rules.test.ts` holds it. */
const shared = {
  base: [],
  words: [],
  store: ['base'],
  tracefs: ['base', 'store'],
  formats: ['base', 'store', 'tracefs', 'kernel'],
  kernel: ['base'],
  analyses: ['base', 'store', 'kernel'],
  text: ['base', 'words', 'store', 'tracefs', 'kernel', 'formats', 'analyses'],
} as const;

const node = {
  packages: ['base', 'words'],
  targets: ['base', 'words', 'packages'],
  recorder: ['base', 'words', 'store', 'packages', 'targets', 'formats'],
  cli: [...Object.keys(shared), 'packages', 'targets', 'recorder'],
} as const;

export const importRules: Readonly<Record<string, readonly string[]>> = { ...shared, ...node };

/** Folders that run in Node, in a worker and in a page: no npm package, no `node:`, no DOM. */
export const sharedFolders: readonly string[] = Object.keys(shared);
