/** What the server asks of the thread that has a recording's database. */
export type ToDatabase =
  | { readonly kind: 'run'; readonly id: number; readonly sql: string; readonly most: number }
  | { readonly kind: 'schema'; readonly id: number }
  | { readonly kind: 'stop'; readonly id: number };

/** Its answer: what HTTP is to call it, and JSON as it is sent. */
export interface FromDatabase {
  readonly id: number;
  readonly status: number;
  readonly body: Uint8Array;
}
