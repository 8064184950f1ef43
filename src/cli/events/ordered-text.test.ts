import { describe, expect, it } from 'vitest';
import { OutputBytes } from '../../text/index.ts';
import { OrderedText } from './ordered-text.ts';
import { pieceMemory, TextPieces } from './text-pieces.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

class Written {
  gone = false;
  text = '';
  async write(piece: Uint8Array): Promise<void> {
    this.text += new TextDecoder().decode(piece);
  }
}

async function print(text: OrderedText, line: string, out = new OutputBytes()): Promise<void> {
  out.text(line);
  await text.write(out);
}

describe('texts of two threads', () => {
  it('are written in their order, as soon as all before them is there', async () => {
    const stream = new Written();
    const text = new OrderedText(stream);
    const out = new OutputBytes(pieceMemory);
    await print(text, 'a', out);
    expect(stream.text).toBe('a');
    const later = new TextPieces();
    text.later(later);
    await print(text, 'd', out);
    later.push(bytes('b'), false);
    await print(text, 'e', out);
    expect(stream.text).toBe('ab');
    later.push(bytes('c'), true);
    await print(text, 'f', out);
    expect(stream.text).toBe('abcdef');
  });

  it('are waited for in the end, and what failed is said', async () => {
    const stream = new Written();
    const text = new OrderedText(stream);
    const later = new TextPieces();
    text.later(later);
    await print(text, 'behind');
    setTimeout(() => later.push(bytes('late '), true), 5);
    await text.finish();
    expect(stream.text).toBe('late behind');
    const failing = new TextPieces();
    text.later(failing);
    setTimeout(() => failing.fail(new Error('no memory')), 5);
    await expect(text.finish()).rejects.toThrow('no memory');
  });

  it('are dropped where nobody reads them any more', async () => {
    const stream = new Written();
    const text = new OrderedText(stream);
    text.later(new TextPieces());
    stream.gone = true;
    await text.finish();
    expect(text.gone).toBe(true);
  });
});
