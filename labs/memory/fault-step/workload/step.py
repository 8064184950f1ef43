"""Steps a program through its own code in gdb and tells of each page fault: instruction, line, address, mapping, and
what the kernel did. `gdb -batch -x step.py --args PROGRAM ...`

The kernel's side comes from an instance of tracefs that belongs to this run: the events of faults, and the functions
that serve them. function_graph cannot stand in an instance before Linux 6.12; the function tracer names each function's
caller, which is enough to draw the same tree.
"""
import os
import re
import time

import gdb

TRACEFS = '/sys/kernel/tracing'
INSTANCE = f'{TRACEFS}/instances/fault-step'
# By pattern, because kernels rename and inline: a pattern that matches nothing is no loss.
SERVING = [
    'lock_mm_and_find_vma', 'lock_vma_under_rcu', 'find_vma', 'handle_mm_fault', '__handle_mm_fault',
    'handle_pte_fault', 'do_*fault', '__do_fault', 'do_anonymous_page', 'do_wp_page', 'wp_page_copy', 'wp_page_reuse',
    'do_swap_page', 'finish_fault', 'do_set_pte', 'set_pte_range', 'filemap_fault', 'filemap_map_pages',
    '__filemap_get_folio*', 'filemap_add_folio', 'filemap_read_folio', 'page_cache_*ra', 'page_cache_ra_*', 'read_pages',
    'ext4_read*', 'ext4_mpage_readpages', 'submit_bio',
    'vma_alloc_*', '__folio_alloc*', 'folio_alloc*', 'folio_prealloc', 'alloc_pages_mpol*', '__alloc_pages*', 'alloc_anon_folio', 'get_page_from_freelist',
    'clear_page_*', 'ptep_set_access_flags', 'ptep_clear_flush', 'expand_stack*', '__pte_alloc', 'pte_alloc_one',
    'folio_add_new_anon_rmap', 'page_add_new_anon_rmap',
]
CODES = ((1, 'the page is there, the access is not allowed', 'no page is there'),
         (2, 'a write', 'a read'), (4, 'by the program', 'by the kernel for it'), (16, 'of an instruction', ''))


terminal = os.fdopen(os.dup(1), 'w')


def say(text):
    print(text, file=terminal, flush=True)


def put(name, value, add=False):
    with open(f'{INSTANCE}/{name}', 'a' if add else 'w') as file:
        file.write(f'{value}\n')


def start_tracing(pid):
    os.makedirs(INSTANCE, exist_ok=True)
    put('set_event_pid', pid)
    put('set_ftrace_pid', pid)
    for pattern in SERVING:
        try:
            put('set_ftrace_filter', pattern, add=True)
        except OSError:
            pass
    put('current_tracer', 'function')
    for event in ('page_fault_user', 'page_fault_kernel'):
        put(f'events/exceptions/{event}/enable', 1)
    put('trace', '')
    return os.open(f'{INSTANCE}/trace_pipe', os.O_RDONLY | os.O_NONBLOCK)


def stop_tracing(pipe):
    os.close(pipe)
    put('tracing_on', 0)
    put('events/enable', 0)
    put('current_tracer', 'nop')
    os.rmdir(INSTANCE)


def read_faults(pipe):
    """Each fault since the last time: the fields of its event and the functions after it with their callers."""
    text = b''
    while True:
        try:
            part = os.read(pipe, 65536)
        except BlockingIOError:
            break
        if not part:
            break
        text += part
    faults = []
    for line in text.decode('latin1').splitlines():
        event = re.search(r'page_fault_(user|kernel): address=(\S+) ip=(\S+) error_code=(\S+)', line)
        call = re.search(r': (\S+) <-(\S+)$', line)
        if event:
            faults.append({'address': number(event[2]), 'ip': number(event[3]), 'ip_text': event[3],
                           'code': int(event[4], 0), 'calls': []})
        elif call and faults:
            faults[-1]['calls'].append((call[1], call[2]))
    return faults


def number(text):
    return int(text, 16) if re.fullmatch(r'0x[0-9a-f]+', text) else None


def tree(calls):
    """The calls as lines, indented: a function stands below its caller. One that is not traced itself was called by the last."""
    lines, stack = [], []
    for function, caller in calls:
        if caller in stack:
            del stack[stack.index(caller) + 1:]
        else:
            lines.append('  ' * len(stack) + caller)
            stack.append(caller)
        lines.append('  ' * len(stack) + function)
        stack.append(function)
    return [text if times == 1 else f'{text} ({times} times)' for text, times in runs(lines)]


def runs(lines):
    found = []
    for line in lines:
        if found and found[-1][0] == line:
            found[-1][1] += 1
        else:
            found.append([line, 1])
    return found


def counts(pid):
    """Minor and major faults: the 10th and 12th field of /proc/PID/stat."""
    with open(f'/proc/{pid}/stat') as file:
        fields = file.read().rpartition(')')[2].split()
    return int(fields[7]), int(fields[9])


def mapping_of(pid, address):
    with open(f'/proc/{pid}/maps') as file:
        for line in file:
            bounds, rights, _, _, _, *name = line.split(maxsplit=5)
            low, high = (int(bound, 16) for bound in bounds.split('-'))
            if low <= address < high:
                return f"{bounds} {rights} {name[0].strip() if name else 'anonymous'}"
    return 'no mapping'


def instruction_at(ip):
    return gdb.execute(f'x/i {ip:#x}', to_string=True).strip().removeprefix('=> ')


def source_of(ip):
    place = gdb.find_pc_line(ip)
    if place.symtab is None:
        return f"no line: {gdb.execute(f'info symbol {ip}', to_string=True).strip()}"
    try:
        with open(place.symtab.fullname()) as file:
            text = file.read().splitlines()[place.line - 1].strip()
    except (OSError, IndexError):
        text = ''
    return f'{os.path.basename(place.symtab.filename)}:{place.line}  {text}'


def words(code):
    return ', '.join(filter(None, (yes if code & bit else no for bit, yes, no in CODES)))


class Teller:
    def __init__(self, pid):
        self.pid, self.told, self.before = pid, 0, counts(pid)

    def tell(self, faults):
        now = counts(self.pid)
        major = now[1] - self.before[1]
        self.before = now
        for fault in faults:
            self.told += 1
            # Of several faults in one library call the counts do not say which was which: their paths do.
            reads = any(function == 'submit_bio' for function, _ in fault['calls'])
            kind = 'major' if (reads if len(faults) > 1 else major > 0) else 'minor'
            self.tell_one(fault, kind)

    def tell_one(self, fault, kind):
        say(f"\nfault {self.told}: {kind}, {words(fault['code'])} (error code {fault['code']:#x})")
        if fault['code'] & 4 and fault['ip'] is not None:
            say(f"  instruction  {instruction_at(fault['ip'])}")
            say(f"  line         {source_of(fault['ip'])}")
        else:
            say(f"  instruction  {fault['ip_text']}, in a system call")
        say(f"  address      {fault['address']:#x}")
        say(f"  mapping      {mapping_of(self.pid, fault['address'])}")
        for index, line in enumerate(tree(fault['calls'])):
            say(f"  {'kernel' if index == 0 else '':<11}  {line}")


def is_own(frame):
    return frame.find_sal().symtab is not None


def step():
    """One instruction of the program; a call into a library is one step, with all that happens in it."""
    gdb.execute('stepi', to_string=True)
    while not is_own(gdb.selected_frame()):
        gdb.execute('finish', to_string=True)


def leaves_main():
    frame = gdb.selected_frame()
    if frame.name() != 'main':
        return False
    code = bytes(gdb.selected_inferior().read_memory(frame.pc(), 2))
    return code[0] == 0xc3 or code == b'\xf3\xc3'


def main():
    for setting in ('pagination off', 'confirm off', 'debuginfod enabled off', 'startup-with-shell off',
                    'auto-load libthread-db off', 'print inferior-events off'):
        gdb.execute(f'set {setting}', to_string=True)
    # A breakpoint in hardware changes no page of the program.
    gdb.execute('starti', to_string=True)
    gdb.execute('thbreak main', to_string=True)
    gdb.execute('continue', to_string=True)
    # The program has its standard output by now; gdb's own, which is every step, goes nowhere from here on.
    os.dup2(os.open('/dev/null', os.O_WRONLY), 1)
    pid = gdb.selected_inferior().pid
    say(f'process {pid} is at main')
    pipe = start_tracing(pid)
    teller, steps, began = Teller(pid), 0, time.monotonic()
    try:
        while not leaves_main():
            step()
            steps += 1
            faults = read_faults(pipe)
            if faults:
                teller.tell(faults)
    except gdb.error as error:
        # The program ended in a library call, or by a signal.
        say(f'\nthe program ended: {error}')
    finally:
        stop_tracing(pipe)
    say(f'\n{teller.told} faults in {steps} steps, {time.monotonic() - began:.0f} s')
    gdb.execute('kill', to_string=True)


main()
