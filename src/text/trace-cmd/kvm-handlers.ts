import { encodeUtf8 } from '../../base/index.ts';
import type { EventFormat } from '../../store/index.ts';
import type { OutputBytes } from '../output-bytes.ts';
import { fieldValue, type Handler, numberField } from './handler-fields.ts';
import { exitReason } from './kvm-exit-reasons.ts';
import type { PrintContext, RecordState } from './record-state.ts';

/** The events of KVM that libtraceevent's plugin_kvm prints. */
export function compileKvmHandler(format: EventFormat, context: PrintContext): Handler | undefined {
  switch (`${format.system}:${format.name}`) {
    case 'kvm:kvm_exit':
      return exitPrinter(format, context);
    case 'kvm:kvm_entry':
      return entryPrinter(format, context);
    case 'kvm:kvm_emulate_insn':
      return emulatePrinter(format, context);
    case 'kvm:kvm_nested_vmexit':
      return nestedExitPrinter(format, context);
    case 'kvm:kvm_nested_vmexit_inject':
      return nestedInjectPrinter(format, context);
    case 'kvmmmu:kvm_mmu_get_page':
      return getPagePrinter(format, context);
    case 'kvmmmu:kvm_mmu_sync_page':
    case 'kvmmmu:kvm_mmu_unsync_page':
    case 'kvmmmu:kvm_mmu_zap_page':
    case 'kvmmmu:kvm_mmu_prepare_zap_page':
      return rolePrinter(format, context);
    default:
      return undefined;
  }
}

type Try = (state: RecordState, out: OutputBytes) => boolean;

/** `reason NAME`; false where the field is missing. */
function reasonPrinter(format: EventFormat, name: string, context: PrintContext): Try {
  const code = fieldValue(format, name, context);
  const isa = fieldValue(format, 'isa', context, false);
  return (state, out) => {
    if (!code.read(state, out)) return false;
    const set = isa.read(state, out) ? isa.low : 1;
    const reason = exitReason(set, code.low | 0);
    if (reason !== undefined) out.text(`reason ${reason}`);
    else {
      out.text('reason UNKNOWN (');
      out.decimal64(code.high, code.low);
      out.byte(41);
    }
    return true;
  };
}

/** ` function+0x…` of the guest, where its file is read with the host's. */
function printGuestFunction(
  state: RecordState,
  rip: { readonly high: number; readonly low: number },
  out: OutputBytes,
  context: PrintContext,
): void {
  const symbols = context.guestSymbols?.(state.pid);
  const symbol = symbols?.find(rip.high, rip.low) ?? -1;
  if (symbols === undefined || symbol < 0) return;
  out.byte(32);
  out.write(encodeUtf8(symbols.name(symbol)));
  const offset = (rip.low - symbols.low(symbol)) >>> 0;
  if (offset === 0) return;
  out.text('+0x');
  out.hex(offset);
}

function exitPrinter(format: EventFormat, context: PrintContext): Handler {
  const reason = reasonPrinter(format, 'exit_reason', context);
  const rip = fieldValue(format, 'guest_rip', context);
  const info1 = fieldValue(format, 'info1', context, false);
  const info2 = fieldValue(format, 'info2', context, false);
  return (state, out) => {
    if (!reason(state, out) || !rip.read(state, out)) return true;
    out.text(' rip 0x');
    out.hex64(rip.high, rip.low);
    printGuestFunction(state, rip, out, context);
    if (info1.read(state, out) && info2.read(state, out)) {
      out.text(' info ');
      out.hex64(info1.high, info1.low);
      out.byte(32);
      out.hex64(info2.high, info2.low);
    }
    return false;
  };
}

function entryPrinter(format: EventFormat, context: PrintContext): Handler {
  const vcpu = numberField(format, 'vcpu_id', '%u', ' vcpu ', context, true);
  const rip = fieldValue(format, 'rip', context);
  return (state, out) => {
    vcpu(state, out);
    if (!rip.read(state, out)) return true;
    out.text(' rip 0x');
    out.hex64(rip.high, rip.low);
    printGuestFunction(state, rip, out, context);
    return false;
  };
}

function emulatePrinter(format: EventFormat, context: PrintContext): Handler {
  const rip = fieldValue(format, 'rip', context);
  const base = fieldValue(format, 'csbase', context);
  const length = fieldValue(format, 'len', context);
  const flags = fieldValue(format, 'flags', context);
  const failed = fieldValue(format, 'failed', context);
  const instruction = format.fields.find(field => field.name === 'insn');
  const needed = [rip, base, length, flags, failed];
  return (state, out) => {
    for (const field of needed) if (!field.read(state, out)) return true;
    if (instruction === undefined) {
      out.text('<CANT FIND FIELD insn>');
      return true;
    }
    out.hex64(base.high, base.low);
    out.byte(58);
    out.hex64(rip.high, rip.low);
    printGuestFunction(state, rip, out, context);
    out.text(': ');
    for (let i = 0; i < Math.min(length.low, 15) && instruction.offset + i < state.length; i++) {
      if (i > 0) out.byte(32);
      out.hex(state.bytes[state.offset + instruction.offset + i]!, 2);
    }
    if ((failed.low | failed.high) !== 0) out.text(' FAIL');
    return false;
  };
}

function nestedInjectPrinter(format: EventFormat, context: PrintContext): Handler {
  const reason = reasonPrinter(format, 'exit_code', context);
  const rest = [
    ['exit_info1', ' info1 '],
    ['exit_info2', ' info2 '],
    ['exit_int_info', ' int_info '],
    ['exit_int_info_err', ' int_info_err '],
  ].map(([name, label]) => numberField(format, name!, '%llx', label!, context, true));
  return (state, out) => {
    if (!reason(state, out)) return true;
    for (const print of rest) print(state, out);
    return false;
  };
}

function nestedExitPrinter(format: EventFormat, context: PrintContext): Handler {
  const rip = fieldValue(format, 'rip', context);
  const inject = nestedInjectPrinter(format, context);
  return (state, out) => {
    if (!rip.read(state, out)) return true;
    out.text(' rip ');
    out.hex64(rip.high, rip.low);
    printGuestFunction(state, rip, out, context);
    return inject(state, out);
  };
}

const access = ['---', '--x', 'w--', 'w-x', '-u-', '-ux', 'wu-', 'wux'];

function rolePrinter(format: EventFormat, context: PrintContext): Handler {
  const role = fieldValue(format, 'role', context);
  const roots = numberField(format, 'root_count', '%u', ' root ', context, true, ' ');
  const unsync = fieldValue(format, 'unsync', context);
  return (state, out) => {
    if (!role.read(state, out)) return true;
    // union kvm_mmu_page_role as the plugin has it, whatever the kernel's is.
    const word = role.low;
    const bit = (n: number): boolean => ((word >>> n) & 1) !== 0;
    if (context.littleEndian) {
      out.text(`${word & 15} q${(word >>> 5) & 3}${bit(7) ? ' direct' : ''} ${access[(word >>> 8) & 7]}`);
      out.text(
        `${bit(11) ? ' invalid' : ''} ${bit(4) ? '' : '!'}pae ${bit(12) ? '' : '!'}nxe ${bit(13) ? '' : '!'}wp`,
      );
      out.text(`${bit(14) ? ' smep' : ''}${bit(15) ? ' smap' : ''}${word >>> 24 ? ' smm' : ''}`);
    } else {
      out.text('WORD: ');
      out.hex(word, 8);
    }
    roots(state, out);
    if (!unsync.read(state, out)) return true;
    // The plugin ends with a NUL, which ends the line.
    out.text((unsync.low | unsync.high) !== 0 ? 'unsync' : 'sync');
    out.byte(0);
    return false;
  };
}

function getPagePrinter(format: EventFormat, context: PrintContext): Handler {
  const created = fieldValue(format, 'created', context);
  const gfn = fieldValue(format, 'gfn', context);
  const role = rolePrinter(format, context);
  return (state, out) => {
    if (!created.read(state, out)) return true;
    out.text((created.low | created.high) !== 0 ? 'new ' : 'existing ');
    if (!gfn.read(state, out)) return true;
    out.text('sp gfn ');
    out.hex64(gfn.high, gfn.low);
    out.byte(32);
    return role(state, out);
  };
}
