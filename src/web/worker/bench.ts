import { Workbench } from '../../views/index.ts';

/** The recordings of this worker. */
export const bench = new Workbench();
