/** A function that queries over traces want often. */
export interface Macro {
  /** As it is called. */
  readonly call: string;
  readonly sentence: string;
  readonly sql: string;
}

export const macros: readonly Macro[] = [
  {
    call: 'us(ns)',
    sentence: 'Nanoseconds as microseconds.',
    sql: 'CREATE MACRO us(ns) AS ns / 1e3',
  },
  {
    call: 'ms(ns)',
    sentence: 'Nanoseconds as milliseconds.',
    sql: 'CREATE MACRO ms(ns) AS ns / 1e6',
  },
  {
    call: 'p50(x)',
    sentence: 'Half of the values are no larger.',
    sql: 'CREATE MACRO p50(x) AS quantile_disc(x, 0.5)',
  },
  {
    call: 'p90(x)',
    sentence: '90 % of the values are no larger.',
    sql: 'CREATE MACRO p90(x) AS quantile_disc(x, 0.9)',
  },
  {
    call: 'p99(x)',
    sentence: '99 % of the values are no larger.',
    sql: 'CREATE MACRO p99(x) AS quantile_disc(x, 0.99)',
  },
  {
    call: 'p999(x)',
    sentence: '99.9 % of the values are no larger.',
    sql: 'CREATE MACRO p999(x) AS quantile_disc(x, 0.999)',
  },
  {
    call: 'bucket(x)',
    sentence: 'The power of two at or below a value, 0 below 1: GROUP BY it for a histogram.',
    sql: 'CREATE MACRO bucket(x) AS CASE WHEN x < 1 THEN 0 ELSE CAST(pow(2, floor(log2(x))) AS BIGINT) END',
  },
  {
    call: 'overlap(from1, to1, from2, to2)',
    sentence: 'How long two stretches of time are both there; 0 where they do not meet.',
    sql: 'CREATE MACRO overlap(from1, to1, from2, to2) AS greatest(0, least(to1, to2) - greatest(from1, from2))',
  },
  {
    call: 'event_before(t, name)',
    sentence: 'The last event of a name at or before a time, as a table of one row.',
    sql: 'CREATE MACRO event_before(t, name) AS TABLE SELECT * FROM events WHERE event = name AND time <= t ORDER BY time DESC, row DESC LIMIT 1',
  },
];
