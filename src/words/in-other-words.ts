/** The same keys in another language: a sentence for a sentence, the same parameters for a sentence with some. */
export type InOtherWords<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends (parameters: infer P) => string
    ? (parameters: P) => string
    : string;
};
