import type { ComponentType } from 'preact';
import type { WordKey } from '../words/index.ts';
import type { IconName } from './parts/icon.tsx';

/** A view of a recording: one line of the list. */
export interface View {
  /** In the address. */
  readonly id: string;
  /** Its name on the rail. */
  readonly label: WordKey;
  readonly icon: IconName;
  /** What it shows, for who never saw it. */
  readonly about: WordKey;
  readonly load: () => Promise<ComponentType>;
  /** It needs a server, or a second recording. */
  readonly needs?: 'server';
  /** It has no use for the strip and the selection below it. */
  readonly isPlain?: boolean;
}

/** Every view, one line each, in the order of the rail. */
export const views: readonly View[] = [
  {
    id: 'overview',
    label: 'web.view.overview',
    about: 'web.about.overview',
    icon: 'overview',
    load: async () => (await import('./overview/overview.tsx')).Overview,
  },
  {
    id: 'timeline',
    label: 'web.view.timeline',
    about: 'web.about.timeline',
    icon: 'timeline',
    load: async () => (await import('./timeline/timeline-view.tsx')).TimelineView,
  },
  {
    id: 'calls',
    label: 'web.view.calls',
    about: 'web.about.calls',
    icon: 'calls',
    load: async () => (await import('./calls/calls-view.tsx')).CallsView,
  },
  {
    id: 'journey',
    label: 'web.view.journey',
    about: 'web.about.journey',
    icon: 'journey',
    load: async () => (await import('./journey/journey-view.tsx')).JourneyView,
  },
  {
    id: 'map',
    label: 'web.view.map',
    about: 'web.about.map',
    icon: 'map',
    load: async () => (await import('./map/map-view.tsx')).MapView,
  },
  {
    id: 'reports',
    label: 'web.view.reports',
    about: 'web.about.reports',
    icon: 'reports',
    load: async () => (await import('./reports/reports.tsx')).Reports,
  },
  {
    id: 'events',
    label: 'web.view.events',
    about: 'web.about.events',
    icon: 'events',
    load: async () => (await import('./events/events.tsx')).Events,
  },
  {
    id: 'query',
    label: 'web.view.query',
    about: 'web.about.query',
    icon: 'query',
    load: async () => (await import('./query/query.tsx')).Query,
  },
  {
    id: 'compare',
    label: 'web.view.compare',
    about: 'web.about.compare',
    icon: 'compare',
    load: async () => (await import('./compare/compare-view.tsx')).CompareView,
  },
  {
    id: 'record',
    label: 'web.view.record',
    about: 'web.about.record',
    icon: 'record',
    load: async () => (await import('./record/record.tsx')).Record,
    needs: 'server',
    isPlain: true,
  },
  {
    id: 'labs',
    label: 'web.view.labs',
    about: 'web.about.labs',
    icon: 'labs',
    load: async () => (await import('./labs/labs.tsx')).Labs,
    needs: 'server',
    isPlain: true,
  },
  {
    id: 'losses',
    label: 'web.view.losses',
    about: 'web.about.losses',
    icon: 'losses',
    load: async () => (await import('./losses/losses.tsx')).Losses,
  },
];
