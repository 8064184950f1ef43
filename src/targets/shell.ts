/** One word of shell that means exactly `text`. */
export function quote(text: string): string {
  return /^[\w./:=+,@%-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
