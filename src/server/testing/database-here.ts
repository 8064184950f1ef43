import type { Database } from '../../query/index.ts';
import type { DatabaseThread } from '../sql/databases.ts';
import type { FromDatabase } from '../sql/messages.ts';
import { serveDatabase } from '../sql/serve-database.ts';

/** A database that answers in this thread, as one in a thread of its own would. */
export function databaseHere(open: () => Promise<Database>): DatabaseThread {
  const listeners: ((answer: FromDatabase) => void)[] = [];
  const serve = serveDatabase(open, answer => {
    for (const listener of listeners) listener(answer);
  });
  return {
    send: question => void setImmediate(() => serve(question)),
    onAnswer: listener => void listeners.push(listener),
    onEnd: () => {},
    end: () => {},
  };
}
