const largestPlain = 100_000;

/** Names of the values of enums, from the C definitions that a recording carries. */
export class EnumValues {
  // Values from the largest to the smallest.
  readonly #enums = new Map<string, readonly { readonly name: string; readonly value: number }[]>();

  /** Adds `enum NAME { A, B = 4, … };` definitions; those that cannot be read are left out. The first of a name stays. */
  add(text: string): void {
    for (const match of text.matchAll(/enum\s+(\w+)\s*\{([^}]*)\}/g)) {
      const name = match[1]!;
      if (this.#enums.has(name)) continue;
      const values: { name: string; value: number }[] = [];
      let next = 0;
      for (const part of match[2]!.split(',')) {
        const entry = /^\s*([A-Za-z_]\w*)\s*(?:=\s*(-?(?:0x[0-9a-fA-F]+|\d+)))?\s*$/.exec(part);
        if (entry === null) continue;
        if (entry[2] !== undefined) next = number(entry[2]);
        const at = values.findIndex(({ value }) => value <= next);
        values.splice(at < 0 ? values.length : at, 0, { name: entry[1]!, value: next });
        next++;
      }
      this.#enums.set(name, values);
    }
  }

  has(name: string): boolean {
    return this.#enums.has(name);
  }

  /** The value by its name, or by those of the flags it is made of: `PROT_READ|PROT_WRITE`. */
  text(name: string, value: number): string {
    const values = this.#enums.get(name);
    if (values === undefined) return String(value);
    const exact = values.find(entry => entry.value === value);
    if (exact !== undefined) return exact.name;
    const names: string[] = [];
    let rest = value;
    for (const entry of values) {
      if (entry.value <= rest) {
        rest -= entry.value;
        names.push(entry.name);
      }
      if (rest === 0) break;
    }
    if (names.length === 0) return Math.abs(rest) > largestPlain ? hex32(rest) : String(rest);
    return rest === 0 ? names.join('|') : `${names.join('|')}+${hex32(rest)}`;
  }
}

// As strtol with base 0.
function number(text: string): number {
  const negative = text.startsWith('-');
  const digits = negative ? text.slice(1) : text;
  const value = /^0\d/.test(digits) ? Number.parseInt(digits, 8) : Number(digits);
  return negative ? -value : value;
}

function hex32(value: number): string {
  return `0x${(value >>> 0).toString(16)}`;
}
