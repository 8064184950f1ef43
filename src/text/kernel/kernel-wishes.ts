/** Options of the tracer that change how its text looks, as `trace_options` names them. */
export interface KernelWishes {
  readonly symOffset: boolean;
  readonly symAddr: boolean;
  readonly printParent: boolean;
  readonly irqInfo: boolean;
  readonly contextInfo: boolean;
  readonly latencyFormat: boolean;
  readonly verbose: boolean;
  readonly annotate: boolean;
  readonly graphAbstime: boolean;
  readonly graphProc: boolean;
  readonly graphTail: boolean;
  readonly graphCpu: boolean;
  readonly graphDuration: boolean;
  readonly graphOverhead: boolean;
  readonly graphOverrun: boolean;
  readonly graphRetval: boolean;
  readonly graphRetvalHex: boolean;
  readonly graphRetaddr: boolean;
}

export const kernelDefaults: KernelWishes = {
  symOffset: false,
  symAddr: false,
  printParent: true,
  irqInfo: true,
  contextInfo: true,
  latencyFormat: false,
  verbose: false,
  annotate: true,
  graphAbstime: false,
  graphProc: false,
  graphTail: false,
  graphCpu: true,
  graphDuration: true,
  graphOverhead: true,
  graphOverrun: false,
  graphRetval: false,
  graphRetvalHex: false,
  graphRetaddr: false,
};

const optionNames: ReadonlyMap<string, keyof KernelWishes> = new Map([
  ['sym-offset', 'symOffset'],
  ['sym-addr', 'symAddr'],
  ['print-parent', 'printParent'],
  ['irq-info', 'irqInfo'],
  ['context-info', 'contextInfo'],
  ['latency-format', 'latencyFormat'],
  ['verbose', 'verbose'],
  ['annotate', 'annotate'],
  ['funcgraph-abstime', 'graphAbstime'],
  ['funcgraph-proc', 'graphProc'],
  ['funcgraph-tail', 'graphTail'],
  ['funcgraph-cpu', 'graphCpu'],
  ['funcgraph-duration', 'graphDuration'],
  ['funcgraph-overhead', 'graphOverhead'],
  ['funcgraph-overrun', 'graphOverrun'],
  ['funcgraph-retval', 'graphRetval'],
  ['funcgraph-retval-hex', 'graphRetvalHex'],
  ['funcgraph-retaddr', 'graphRetaddr'],
]);

/** Reads `sym-offset,noirq-info`; answers the first name that is none instead. */
export function parseKernelWishes(list: string): KernelWishes | string {
  const wishes: Record<keyof KernelWishes, boolean> = { ...kernelDefaults };
  for (const word of list.split(',')) {
    const direct = optionNames.get(word);
    const turned = word.startsWith('no') ? optionNames.get(word.slice(2)) : undefined;
    const key = direct ?? turned;
    if (key === undefined) return word;
    wishes[key] = direct !== undefined;
  }
  return wishes;
}
