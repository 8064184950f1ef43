import type { Command } from 'commander';
import type { TableDescription } from '../../store/index.ts';
import type { OpenedRecording } from '../open/open-recording.ts';
import { callsReport } from './calls.ts';

/** What every analysis is told by the command line. */
export interface ReportOptions {
  readonly json: boolean;
  /** Rows of each table; as many as are usual where it is undefined. */
  readonly top: number | undefined;
  readonly color: string;
  /** Everything that was given, for what one analysis alone understands. */
  readonly switches: object;
}

/** An analysis that `ringside report FILE NAME` shows in a way of its own. */
export interface ReportAnalysis {
  /** Stable id, as in `analyses/`. */
  readonly id: string;
  readonly tables: readonly TableDescription[];
  /** Adds switches of its own to the command. */
  addOptions?(command: Command): void;
  show(opened: OpenedRecording, options: ReportOptions): Promise<void>;
}

/** Those that are more than their tables, one line each. */
export const ownReports: readonly ReportAnalysis[] = [callsReport];
