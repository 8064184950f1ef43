// Drawn for Ringside on a grid of 24: strokes of one width, in the colour of the text.
const paths = {
  brand: 'M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M3.5 13H8l2-5l3 9l2-5h5.5',
  overview: 'M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z',
  timeline: 'M3 6h7M12 6h4M3 12h3M8 12h10M3 18h12M18 18h3',
  calls: 'M4 5h16M7 10h13M10 15h10M13 20h7',
  journey: 'M5 5h5a3 3 0 0 1 3 3v2a3 3 0 0 0 3 3h0a3 3 0 0 1 3 3v3M5 3.5v3M17.5 19h3',
  map: 'M9 4L3 6v14l6-2l6 2l6-2V4l-6 2zM9 4v14M15 6v14',
  reports: 'M4 20V4M4 20h16M8 16v-4M12 16V8M16 16v-6M20 16v-9',
  events: 'M4 6h3M9 6h11M4 12h3M9 12h11M4 18h3M9 18h11',
  query: 'M5 6l5 5l-5 5M12 18h7',
  compare: 'M8 4v16M16 4v16M3 8h5M3 14h5M16 10h5M16 16h5',
  record: 'M12 5a7 7 0 1 0 0 14a7 7 0 0 0 0-14M12 10a2 2 0 1 0 0 4a2 2 0 0 0 0-4',
  losses: 'M12 4L3 19h18zM12 10v4M12 16.5v.5',
  labs: 'M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3',
  search: 'M11 5a6 6 0 1 0 0 12a6 6 0 0 0 0-12M15.5 15.5L20 20',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  close: 'M6 6l12 12M18 6L6 18',
  check: 'M5 13l4 4L19 7',
  warning: 'M12 4L3 19h18zM12 10v4M12 16.5v.5',
  pin: 'M9 4h6l-1 6l3 3H7l3-3zM12 13v7',
  down: 'M6 9l6 6l6-6',
  right: 'M9 6l6 6l-6 6',
  left: 'M15 6l-6 6l6 6',
  up: 'M6 15l6-6l6 6',
  plus: 'M12 5v14M5 12h14',
  filter: 'M4 5h16l-6 7v6l-4 2v-8z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  play: 'M7 5l12 7l-12 7z',
  help: 'M9 9a3 3 0 1 1 4 3c-.8.3-1 1-1 2M12 17h.01M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18',
} as const;

export type IconName = keyof typeof paths;

/** A sign; what it means stands beside it or in the label of what holds it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
