import type { EventField, EventFormat } from '../../store/index.ts';
import { dynamicLength, dynamicOffset, readField } from '../trace-cmd/evaluate.ts';
import { ownField } from '../trace-cmd/print-arguments.ts';
import type { Print } from '../trace-cmd/print-strings.ts';
import type { KernelContext } from './kernel-context.ts';
import type { KernelTraits } from './kernel-version.ts';

/**
 * `sys_openat(dfd: ffffff9c, filename: 7f…)` and `sys_openat -> 0x3` (kernel/trace/trace_syscalls.c), which name
 * themselves; undefined for what is no system call.
 */
export function compileSyscall(
  format: EventFormat,
  context: KernelContext,
  { version }: KernelTraits,
): Print | undefined {
  if (format.system !== 'syscalls') return undefined;
  const match = /^sys_(enter|exit)_(.+)$/.exec(format.name);
  if (match === null) return undefined;
  const name = `sys_${match[2]}`;
  return match[1] === 'enter' ? entry(name, format, context, version >= 6019) : exit(name, format, context);
}

function entry(name: string, format: EventFormat, context: KernelContext, marked: boolean): Print {
  const { littleEndian } = context;
  const own = format.fields.filter(field => !field.common);
  // Kernels from 6.19 on keep what some arguments point to, and mark larger numbers as hexadecimal.
  const texts = own.filter(({ place }) => place === 'data_loc');
  const args = own
    .filter(field => !/^(?:__syscall_)?nr$/.test(field.name) && field.place === 'fixed')
    .map((field, index) => {
      const text = texts.find(one => one.name === `__${field.name}_val` && one.string);
      return {
        label: `${index === 0 ? '' : ', '}${field.name}: `,
        read: readField(field, littleEndian),
        text: text && quotedText(text, context),
      };
    });
  return (state, out) => {
    out.text(`${name}(`);
    for (const { label, read, text } of args) {
      out.text(label);
      const low = read(state);
      if (marked && (state.high !== 0 || low >= 10)) out.text('0x');
      out.hex64(state.high, low);
      text?.(state, out);
    }
    out.byte(41);
  };
}

/** ` "/etc/passwd"` */
function quotedText(field: EventField, { littleEndian }: KernelContext): Print {
  const start = dynamicOffset(field, littleEndian);
  const length = dynamicLength(field, littleEndian);
  return (state, out) => {
    out.text(' "');
    const from = state.offset + start(state);
    const to = from + length(state);
    const end = state.bytes.subarray(from, to).indexOf(0);
    out.copy(state.bytes, from, end < 0 ? to : from + end);
    out.byte(34);
  };
}

function exit(name: string, format: EventFormat, context: KernelContext): Print {
  const field = ownField(format, 'ret');
  const read = field === undefined ? () => 0 : readField(field, context.littleEndian);
  return (state, out) => {
    out.text(`${name} -> 0x`);
    const low = read(state);
    out.hex64(state.high, low);
  };
}
