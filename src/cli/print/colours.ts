/** Paints a text, or leaves it alone where colours are not wanted. */
export type Paint = (text: string) => string;

export interface Colours {
  readonly good: Paint;
  readonly middling: Paint;
  readonly bad: Paint;
  readonly strong: Paint;
  readonly quiet: Paint;
}

/** Colours for a stream: on a terminal only, never with NO_COLOR (no-color.org) or a dumb terminal. */
export function coloursFor(stream: { readonly isTTY?: boolean }, environment = process.env): Colours {
  const wanted = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb';
  const paint =
    (code: string): Paint =>
    text =>
      wanted && text !== '' ? `\x1b[${code}m${text}\x1b[0m` : text;
  return {
    good: paint('32'),
    middling: paint('33'),
    bad: paint('31'),
    strong: paint('1'),
    quiet: paint('2'),
  };
}
