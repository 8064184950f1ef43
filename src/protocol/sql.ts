/** The body of `POST api/recordings/ID/sql`. Whoever ends the request ends the query. */
export interface SqlRequest {
  readonly sql: string;
  /** Rows wanted at most. */
  readonly most?: number;
}

export type SqlCell = string | number | boolean | null;

/** What a statement answered. */
export interface SqlReply {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly SqlCell[])[];
  /** Whether there were more rows than were wanted or can be sent. */
  readonly isCut: boolean;
  /** How long it took, loading the recording not included. */
  readonly milliseconds: number;
}

/** What is wrong with a statement: `Failure` with its place. */
export interface SqlFailure {
  readonly error: {
    readonly message: string;
    readonly remedy: string;
    /** Where in the statement, from 0; undefined where no place can be named. */
    readonly position?: number;
  };
}

/** `GET api/recordings/ID/sql/schema`: what can be queried. */
export interface SqlSchema {
  readonly views: readonly {
    /** As it is written in SQL. */
    readonly name: string;
    readonly sentence: string;
    readonly columns: readonly { readonly id: string; readonly sentence: string }[];
  }[];
  readonly functions: readonly { readonly call: string; readonly sentence: string }[];
}
