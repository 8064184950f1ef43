export { basicRegex } from './basic-regex.ts';
export { EventFilter, type FilterWish } from './event-filter.ts';
export { FilterError } from './parse-filter.ts';
