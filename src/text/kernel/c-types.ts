const typeWords = new Set(
  'const volatile struct union enum unsigned signed void char short int long bool uint ulong ushort size_t ssize_t pid_t dev_t umode_t'.split(
    ' ',
  ),
);

/** Whether a cast may begin with this word. */
export function isTypeName(word: string): boolean {
  return typeWords.has(word) || /^(?:(?:__)?[us](?:8|16|32|64)|\w+_t|__(?:be|le)(?:16|32|64))$/.test(word);
}

/** Size and sign of a C type by its name; undefined where the name is not known. */
export function typeOf(
  name: string,
  longBytes: number,
): { readonly signed: boolean; readonly bytes: number } | undefined {
  if (name.includes('*')) return { signed: false, bytes: longBytes };
  const short = /^(?:__)?([us])(8|16|32|64)$/.exec(name) ?? /^(u?)int(8|16|32|64)_t$/.exec(name);
  if (short !== null) return { signed: short[1] !== 'u', bytes: Number(short[2]) / 8 };
  const words = name.replace(/^u(int|long|short)$/, 'unsigned $1').split(' ');
  const signed = !words.includes('unsigned');
  if (words.includes('char')) return { signed, bytes: 1 };
  if (words.includes('short')) return { signed, bytes: 2 };
  if (name.includes('long long')) return { signed, bytes: 8 };
  if (words.includes('long')) return { signed, bytes: longBytes };
  if (words.includes('int') || name === 'unsigned') return { signed, bytes: 4 };
  if (name === 'size_t') return { signed: false, bytes: longBytes };
  if (name === 'bool') return { signed: false, bytes: 1 };
  return undefined;
}
