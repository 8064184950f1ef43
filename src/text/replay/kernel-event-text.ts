import { decodeUtf8 } from '../../base/index.ts';
import type { KernelEventText, UftraceRecording } from '../../formats/uftrace/index.ts';
import { KernelSymbols } from '../../store/index.ts';
import { OutputBytes } from '../output-bytes.ts';
import { compileEvent } from '../trace-cmd/event-printer.ts';
import { FunctionNames } from '../trace-cmd/function-names.ts';
import type { Print } from '../trace-cmd/print-strings.ts';
import { type PrintContext, RecordState } from '../trace-cmd/record-state.ts';

/**
 * Tells the fields of kernel events of a uftrace recording by the formats in its `kernel_header`. As in uftrace,
 * addresses in events stay numbers.
 */
export function kernelEventText(recording: UftraceRecording): KernelEventText {
  const header = recording.kernelHeader;
  const symbols = new KernelSymbols(new Uint8Array(0));
  const context: PrintContext = {
    littleEndian: header?.layout.littleEndian ?? true,
    longBytes: header?.layout.longBytes ?? 8,
    symbols,
    kernelStrings: new Map(),
    functionNames: new FunctionNames(symbols),
  };
  const prints = new Map<number, Print>();
  const state = new RecordState();
  return (event, view, offset, length) => {
    let print = prints.get(event);
    if (print === undefined) {
      const format = header?.events.get(event)?.format;
      if (format === undefined) return '';
      print = compileEvent(format, context);
      prints.set(event, print);
    }
    state.view = view;
    state.bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    state.offset = offset;
    state.length = length;
    const out = new OutputBytes();
    print(state, out);
    return decodeUtf8(out.view());
  };
}
