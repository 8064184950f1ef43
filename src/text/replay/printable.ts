const control = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/;
const everyControl = /[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g;

/** The text with control characters (but tabs) as `\x1b`: nothing that a file says can steer a terminal. */
export function printable(text: string): string {
  if (!control.test(text)) return text;
  return text.replace(everyControl, character => {
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
