/** Controls, and what turns the direction of text or ends its line: these make a terminal or a page show other than what is there. */
const steering = String.raw`\u0000-\u0008\u000a-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069`;
const some = new RegExp(`[${steering}]`);
const every = new RegExp(`[${steering}]`, 'g');

/** The text with control characters (but tabs) as `\x1b` or `\u202e`: nothing that a file says can steer a terminal. */
export function printable(text: string): string {
  if (!some.test(text)) return text;
  return text.replace(every, character => {
    const code = character.charCodeAt(0);
    const [letter, digits] = code > 0xff ? ['u', 4] : ['x', 2];
    return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
  });
}

/** The same in one line: ends of lines and other controls in it are blanks. */
export function inOneLine(text: string): string {
  return printable(text.replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' '));
}
