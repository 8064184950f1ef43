import { say } from '../../../words/index.ts';
import { drawerHeight, heightBounds, isFolded, resizeDrawer } from './drawer-state.ts';

/** Pixels that an arrow key moves it by. */
const step = 24;

/** The upper edge of the drawer: dragged, or moved by keys. */
export function Resizer() {
  if (isFolded.value) return null;
  const [least, most] = heightBounds();
  const drag = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    const edge = event.currentTarget as HTMLElement;
    const [start, height] = [event.clientY, drawerHeight.value];
    edge.setPointerCapture(event.pointerId);
    const move = ({ clientY }: PointerEvent): void => resizeDrawer(height + start - clientY);
    edge.addEventListener('pointermove', move);
    edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), {
      once: true,
    });
  };
  const press = (event: KeyboardEvent): void => {
    const moved = heightAfter(event.key, least, most);
    if (moved === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    resizeDrawer(moved);
  };
  return (
    <hr
      class="drawer-edge"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={say('web.resize')}
      aria-valuenow={drawerHeight.value}
      aria-valuemin={least}
      aria-valuemax={most}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}

function heightAfter(key: string, least: number, most: number): number | undefined {
  switch (key) {
    case 'ArrowUp':
      return drawerHeight.value + step;
    case 'ArrowDown':
      return drawerHeight.value - step;
    case 'Home':
      return least;
    case 'End':
      return most;
    default:
      return undefined;
  }
}
