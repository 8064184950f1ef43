import { expect, it } from 'vitest';
import { commandWords } from './command-words.ts';

const shell = (line: string): readonly string[] => ['/bin/sh', '-c', line];

it.each([
  ['ls -l /', ['ls', '-l', '/']],
  ["  sh -c 'echo  a; exit 3'  ", ['sh', '-c', 'echo  a; exit 3']],
  ['echo "a b"c \'d\'"e"', ['echo', 'a bc', 'de']],
  ['echo a\\ b "\\"" "\\n" \\\\', ['echo', 'a b', '"', '\\n', '\\']],
  ['echo \'\' ""', ['echo', '', '']],
  ['', []],
  [' \t ', []],
  ['cat /etc/hostname | wc', shell('cat /etc/hostname | wc')],
  ['echo $HOME', shell('echo $HOME')],
  ['echo "$HOME"', shell('echo "$HOME"')],
  ["echo '$HOME'", ['echo', '$HOME']],
  ['ls *.c', shell('ls *.c')],
  ['A=1 env', shell('A=1 env')],
  ['dd if=/dev/sda of=/dev/null', ['dd', 'if=/dev/sda', 'of=/dev/null']],
  ["echo 'a", undefined],
  ['echo "a', undefined],
  ['echo a\\', undefined],
])('%s', (line, words) => {
  expect(commandWords(line)).toEqual(words);
});
