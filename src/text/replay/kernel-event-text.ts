import { decodeUtf8 } from '../../base/index.ts';
import type { KernelEventText, UftraceRecording } from '../../formats/uftrace/index.ts';
import { KernelSymbols } from '../../store/index.ts';
import { compileEvent } from '../events/event-printer.ts';
import { OutputBytes } from '../events/index.ts';
import { Literal } from '../events/output-bytes.ts';
import type { Print } from '../events/print-strings.ts';
import { type PrintContext, RecordState } from '../events/record-state.ts';

/**
 * Tells the fields of kernel events of a uftrace recording by the formats in its `kernel_header`. As in uftrace,
 * addresses in events stay numbers.
 */
export function kernelEventText(recording: UftraceRecording): KernelEventText {
  const header = recording.kernelHeader;
  const context: PrintContext = {
    littleEndian: header?.layout.littleEndian ?? true,
    longBytes: header?.layout.longBytes ?? 8,
    symbols: new KernelSymbols(new Uint8Array(0)),
    kernelStrings: new Map(),
    functionName: () => new Literal(''),
    nameTask: () => undefined,
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
