import type { EventFormat } from '../../store/index.ts';
import { parseEventFormat } from '../../tracefs/index.ts';

// What the block tracer (current_tracer "blk") records has no format file: it is a struct blk_io_trace
// (include/uapi/linux/blktrace_api.h) whose first 8 bytes hold the common fields.
const fields = `
	field:u64 sector;	offset:16;	size:8;	signed:0;
	field:int bytes;	offset:24;	size:4;	signed:0;
	field:int action;	offset:28;	size:4;	signed:0;
	field:int pid;	offset:32;	size:4;	signed:0;
	field:int device;	offset:36;	size:4;	signed:0;
	field:int cpu;	offset:40;	size:4;	signed:0;
	field:short error;	offset:44;	size:2;	signed:0;
	field:short pdu_len;	offset:46;	size:2;	signed:0;
	field:void data;	offset:48;	size:0;	signed:0;

print fmt: "%d", REC->pid
`;

// Its id follows that of one of these, of the first that the kernel has: so did it in every kernel's enum trace_type.
const predecessors = ['power', 'kmem_free', 'user_stack'];

/** The format of the block tracer's records; undefined where its id cannot be known or is another event's. */
export function blockTraceFormat(formats: readonly EventFormat[]): EventFormat | undefined {
  const ftrace = formats.filter(({ system }) => system === 'ftrace');
  const before = predecessors
    .map(name => ftrace.find(format => format.name === name))
    .find(format => format !== undefined);
  const id = (before?.id ?? -1) + 1;
  if (before === undefined || formats.some(format => format.id === id)) return undefined;
  const format = parseEventFormat(`name: blktrace\nID: ${id}\n${fields}`, 'ftrace', 8);
  if (format === undefined) return undefined;
  const common = before.fields.filter(field => field.common);
  const own = format.fields.map(field => ({ ...field, common: false }));
  const { system, name, printFormat } = format;
  return { system, name, id, printFormat, fields: [...common, ...own] };
}
