/** What blkparse calls each event, by the event's index; undefined where it has no line for it. */
export const requestLetters: readonly (string | undefined)[] = [
  'Q',
  'M',
  'F',
  'G',
  'S',
  'R',
  'D',
  'C',
  'P',
  'U',
  'UT',
  'I',
  'X',
  'B',
  'A',
  undefined,
  undefined,
  'ZP',
  'ZU',
];

/** The events that blkparse shows of requests that are passed through to the device. */
export const passedLetters: readonly (string | undefined)[] = requestLetters.map(letters =>
  letters !== undefined && ['Q', 'G', 'S', 'R', 'D', 'C', 'I'].includes(letters) ? letters : undefined,
);

/** The letters that a format of one action may be given for. */
export const formatLetters = 'ABCDFGIMPQRSTUWX';
