import type { Node } from './nodes.ts';

/** Types of one letter (Itanium C++ ABI, 5.1.5.2), each with what a literal of it looks like. */
const ofOneLetter =
  'a signed char|b bool:bool|c char|d double:float|e long double:float|f float:float|g __float128:float|' +
  'h unsigned char|i int:|j unsigned int:u|l long:l|m unsigned long:ul|n __int128|o unsigned __int128|s short|' +
  't unsigned short|v void|w wchar_t|x long long:ll|y unsigned long long:ull|z ...';

/** Types behind a `D`. */
const ofD =
  'f decimal32|d decimal64|e decimal128|h half:float|u char8_t|s char16_t|i char32_t|n decltype(nullptr)';

function tableOf(entries: string): ReadonlyMap<string, Node> {
  return new Map(
    entries.split('|').map(entry => {
      const [text, literal] = entry.slice(2).split(':') as [string, string?];
      return [entry[0]!, { kind: 'builtin', text, literal }] as const;
    }),
  );
}

const letters = tableOf(ofOneLetter);
const lettersOfD = tableOf(ofD);

/** The type of a letter. */
export function builtinType(letter: string): Node | undefined {
  return letters.get(letter);
}

/** The type of a letter behind a `D`. */
export function extendedBuiltinType(letter: string): Node | undefined {
  return lettersOfD.get(letter);
}
