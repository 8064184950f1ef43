import { Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import type { Progress } from '../packages/index.ts';
import type { RunMessage } from '../protocol/index.ts';

/** Whoever can be told how it goes. */
export interface ToldPage {
  tell(message: RunMessage): Promise<void>;
}

/** Progress that the page is told of. */
export function progressFor(page: ToldPage): Progress {
  return {
    say: text => void page.tell({ kind: 'note', text }),
    phase: (name, done, total) =>
      void page.tell({
        kind: 'phase',
        name,
        ...(done === undefined ? {} : { done }),
        ...(total === undefined ? {} : { total }),
      }),
    end: () => {},
  };
}

/** A stream whose text goes to the page. */
export function outputFor(page: ToldPage, stream: 'out' | 'err'): Writable {
  const decoder = new StringDecoder('utf8');
  const pass = (text: string, done: () => void): void => {
    if (text === '') done();
    else page.tell({ kind: 'output', stream, text }).then(done, done);
  };
  return new Writable({
    write: (part: Buffer, _encoding, done) => pass(decoder.write(part), done),
    final: done => pass(decoder.end(), done),
  });
}
