/** The body of every answer of the api that is none: what went wrong, and what to do about it. */
export interface Failure {
  readonly error: {
    readonly message: string;
    /** Empty where nobody knows one. */
    readonly remedy: string;
  };
}
