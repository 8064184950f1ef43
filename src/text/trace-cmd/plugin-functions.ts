import type { OutputBytes } from '../output-bytes.ts';
import type { Evaluate } from './evaluate.ts';
import type { RecordState } from './record-state.ts';
import { describeScsiCommand } from './scsi-command.ts';

// Functions of print formats that libtraceevent's plugins define (plugin_jbd2, _kvm, _cfg80211, _scsi, _xen).
// Most print while they are evaluated; asked for a number they answer these.

/** The value of such a function where a number is wanted. */
export function applyFunction(name: string, args: readonly Evaluate[]): Evaluate {
  const [first] = args;
  switch (name) {
    case 'jiffies_to_msecs':
      return first!;
    case 'is_writable_pte':
      return state => {
        const low = first!(state);
        state.high = 0;
        return low & 2;
      };
    case '__le16_to_cpup':
      return state => {
        const at = first!(state);
        state.high = 0;
        return at + 2 <= state.length ? state.view.getUint16(state.offset + at, true) : 0;
      };
    default:
      return state => {
        state.high = 0;
        return 0;
      };
  }
}

/** What such a function prints where a text is wanted. */
export function compileFunctionText(
  name: string,
  args: readonly Evaluate[],
): (state: RecordState, out: OutputBytes) => void {
  const [first, second, third] = args;
  switch (name) {
    case 'jbd2_dev_to_name':
      return (state, out) => {
        const device = first!(state);
        out.decimal((device >>> 8) & 0xfff);
        out.byte(58);
        out.decimal((device & 0xff) | ((device >>> 12) & 0xfff00));
      };
    case 'jiffies_to_msecs':
      return (state, out) => {
        const low = first!(state);
        out.int64(state.high, low);
      };
    case 'scsi_trace_parse_cdb':
      return (state, out) => {
        const at = second!(state);
        out.text(describeScsiCommand(state, at, third!(state)));
      };
    case 'xen_hypercall_name':
      return (state, out) => out.text(hypercalls[first!(state)] ?? '');
    default:
      return () => {};
  }
}

// xen/interface/xen.h
const hypercalls: readonly string[] = (
  'set_trap_table mmu_update set_gdt stack_switch set_callbacks fpu_taskswitch sched_op_compat dom0_op set_debugreg ' +
  'get_debugreg update_descriptor - memory_op multicall update_va_mapping set_timer_op event_channel_op_compat ' +
  'xen_version console_io physdev_op_compat grant_table_op vm_assist update_va_mapping_otherdomain iret vcpu_op ' +
  'set_segment_base mmuext_op acm_op nmi_op sched_op callback_op xenoprof_op event_channel_op physdev_op hvm_op ' +
  '- - - - - - - - - - - - - arch_0 arch_1 arch_2 arch_3 arch_4 arch_5 arch_6 arch_7'
)
  .split(' ')
  .map(name => (name === '-' ? '' : `(${name})`));
