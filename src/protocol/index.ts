// What server and page say to each other. All addresses are relative to the page's: `api/session`.
export type * from './failure.ts';
export type * from './labs.ts';
export type * from './record.ts';
export type * from './recordings.ts';
export type * from './sql.ts';
export type * from './terminal.ts';
