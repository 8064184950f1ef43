/** Settles when this process is told to end: by Ctrl-C, or that its terminal or its parent goes. A second time ends it at once. */
export function untilInterrupted(): Promise<void> {
  return new Promise(resolve => {
    let isEnding = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (isEnding) process.exit(130);
        isEnding = true;
        resolve();
      });
    }
  });
}
