/** Kinds of token in a print format, those of libtraceevent's lexer. */
export type TokenType = 'none' | 'space' | 'newline' | 'op' | 'delim' | 'item' | 'dquote' | 'squote';

/** Cuts the text after `print fmt:` into tokens. Strings lose their quotes and keep their backslashes. */
export class TokenReader {
  /** Text of the token read last. */
  token = '';
  #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The next token that is no space. */
  read(): TokenType {
    let type = this.#next();
    while (type === 'space') type = this.#next();
    return type;
  }

  /** The next token that is neither space nor newline. */
  readItem(): TokenType {
    let type = this.#next();
    while (type === 'space' || type === 'newline') type = this.#next();
    return type;
  }

  #next(): TokenType {
    const first = this.#text[this.#at];
    this.token = '';
    if (first === undefined) return 'none';
    const type = typeOf(first);
    if (type === 'none') return 'none';
    this.#at++;
    this.token = first;
    if (type === 'newline' || type === 'delim') return type;
    if (type === 'op') {
      this.#operator(first);
      return type;
    }
    if (type === 'dquote' || type === 'squote') return this.#quoted(first, type);
    while (this.#at < this.#text.length && typeOf(this.#text[this.#at]!) === type)
      this.token += this.#text[this.#at++];
    return type === 'item' ? this.#macro() : type;
  }

  #operator(first: string): void {
    const next = this.#text[this.#at];
    if (first === '-' && next === '>') this.#take();
    else if ('-+|&<>'.includes(first)) {
      if (next === first) {
        this.#take();
        if (first === '<' || first === '>') this.#takeEquals();
      } else this.#takeEquals();
    } else if (first === '!' || first === '=') this.#takeEquals();
  }

  #take(): void {
    this.token += this.#text[this.#at++];
  }

  #takeEquals(): void {
    if (this.#text[this.#at] === '=') this.#take();
  }

  #quoted(quote: string, type: 'dquote' | 'squote'): TokenType {
    this.token = '';
    let last: string;
    let character = quote;
    for (;;) {
      for (;;) {
        last = character;
        character = this.#text[this.#at++] ?? '\0';
        if (character === '\\' && last === '\\') last = '';
        if (character === '\0' || character > '\x7e') return 'none';
        const goesOn = (character !== quote && character >= ' ') || last === '\\' || character === '\n';
        if (!goesOn) break;
        this.token += character;
      }
      if (type === 'squote') return type;
      // Two strings side by side are one.
      const after = /^\s*/.exec(this.#text.slice(this.#at, this.#at + 4096))![0].length;
      if (this.#text[this.#at + after] !== '"') return type;
      this.#at += after + 1;
      character = '"';
    }
  }

  // Old mac80211 formats name macros where their text should stand (Linux commit 811cb50baf63).
  #macro(): TokenType {
    const replacement = { LOCAL_PR_FMT: '%s', STA_PR_FMT: ' sta:%pM', VIF_PR_FMT: ' vif:%p(%d)' }[this.token];
    if (replacement === undefined) return 'item';
    this.token = replacement;
    return 'dquote';
  }
}

function typeOf(character: string): TokenType {
  if (character === '\n') return 'newline';
  if (character === ' ' || (character >= '\t' && character <= '\r')) return 'space';
  if (/[A-Za-z0-9_]/.test(character)) return 'item';
  if (character === "'") return 'squote';
  if (character === '"') return 'dquote';
  if (character < ' ' || character > '~') return 'none';
  return character === '(' || character === ')' || character === ',' ? 'delim' : 'op';
}
