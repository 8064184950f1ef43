export * from './errors.ts';
export * from './names.ts';
export * from './signals.ts';
export * from './syscall-arguments.ts';
