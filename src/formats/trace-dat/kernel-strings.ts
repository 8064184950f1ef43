import { decodeLatin1 } from '../../base/index.ts';

/** `printk_formats`: constant strings of the kernel by address (16 hex digits), without quotes and a last `\n`. */
export function parseKernelStrings(text: Uint8Array): ReadonlyMap<string, string> {
  const strings = new Map<string, string>();
  for (const [address, value] of listKernelStrings(text)) {
    if (!strings.has(address)) strings.set(address, value);
  }
  return strings;
}

/** The same as a list in the order of the text, where an address may stand several times. */
export function listKernelStrings(text: Uint8Array): readonly (readonly [address: string, value: string])[] {
  const strings: [string, string][] = [];
  for (const line of decodeLatin1(text).replace(/\0.*$/s, '').split('\n')) {
    const match = /^(?:0x)?([0-9a-fA-F]{1,16})\s*:(.?)(.*)$/s.exec(line);
    if (match === null) continue;
    let value = match[3]!.replace(/^"/, '');
    if (value.endsWith('"')) value = value.slice(0, -1);
    if (value.endsWith('\\n')) value = value.slice(0, -2);
    strings.push([match[1]!.toLowerCase().padStart(16, '0'), value]);
  }
  return strings;
}
