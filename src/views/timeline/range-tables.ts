import { count, cpu, duration, text } from '../../analyses/columns/index.ts';
import { taskColumns } from '../../analyses/tasks/index.ts';
import type { TableDescription } from '../../store/index.ts';

/** What lies in a stretch of time, as small tables. */

export const tasksInRange: TableDescription = {
  id: 'range.tasks',
  sentence: 'What each task did in this stretch of time, those that ran longest first.',
  worst: 'running',
  columns: [
    ...taskColumns('that did'),
    duration('running', 'On a CPU.'),
    duration('runnable', 'Woken, preempted or yielded, and waiting for a CPU.'),
    duration('sleeping', 'Asleep until something or a signal wakes it, stopped, or without work.'),
    duration('blocked', 'Asleep until what it waits for is there (D).'),
    count('events', 'events', 'Events that were recorded while it ran.'),
  ],
};

export const cpusInRange: TableDescription = {
  id: 'range.cpus',
  sentence: 'How each CPU spent this stretch of time.',
  columns: [
    cpu('The CPU.'),
    duration('busy', 'A task other than the idle one ran.'),
    duration('interrupts', 'Interrupts and softirqs took it from whatever ran; what is nested counts once.'),
    count('events', 'events', 'Events that were recorded on it.'),
  ],
};

export const interruptsInRange: TableDescription = {
  id: 'range.interrupts',
  sentence: 'Interrupts, softirqs and tasklets in this stretch of time, the longest in sum first.',
  worst: 'total',
  columns: [
    text('kind', 'irq, vector, softirq or tasklet.'),
    text('name', 'The handler, vector, softirq, or function of the tasklet.'),
    count('count', 'times', 'How often it ran.'),
    duration('total', 'How long, with what interrupted it.'),
  ],
};

export const functionsInRange: TableDescription = {
  id: 'range.functions',
  sentence: 'Functions in this stretch of time, those with most time of their own first.',
  worst: 'self',
  columns: [
    text('function', 'The function.'),
    text('part', 'The layer or part of the kernel that it belongs to.'),
    count('calls', 'calls', 'Calls with time in the stretch.'),
    duration('self', 'Time in it, without what it called and without waits.'),
  ],
};

export const syscallsInRange: TableDescription = {
  id: 'range.syscalls',
  sentence: 'System calls that began in this stretch of time, the longest in sum first.',
  worst: 'total',
  columns: [
    text('call', 'The system call.'),
    count('count', 'calls', 'How many.'),
    duration('total', 'How long those took that returned.'),
    duration('max', 'The longest.'),
  ],
};

export const requestsInRange: TableDescription = {
  id: 'range.requests',
  sentence: 'Block requests that were issued in this stretch of time.',
  worst: 'bytes',
  columns: [
    text('device', 'The device.'),
    text('direction', 'read, write, discard, flush …'),
    count('count', 'requests', 'How many.'),
    { id: 'bytes', type: 'bytes', unit: 'bytes', sentence: 'How much.' },
    duration('total', 'How long they took from issue to completion, in sum.'),
    duration('max', 'The longest.'),
  ],
};

export const eventsInRange: TableDescription = {
  id: 'range.events',
  sentence: 'Events in this stretch of time by type, the most first.',
  worst: 'count',
  columns: [text('event', 'system:name of the event.'), count('count', 'events', 'How many.')],
};
