import { say } from '../../words/index.ts';
import { param } from '../app/place.ts';
import { isServerMet, server } from '../app/server.ts';
import { Catalogue } from './catalogue.tsx';
import { OneLab } from './one-lab.tsx';
import './labs.css';

/** The course: all of it, or the lab that the address names. */
export function Labs() {
  if (!isServerMet.value) return null;
  if (server.value?.can.labs !== true) {
    return (
      <div class="empty">
        <p>{say('labs.no-server')}</p>
        <code>ringside open</code>
      </div>
    );
  }
  const lab = param('lab');
  return lab === undefined ? <Catalogue /> : <OneLab key={lab} id={lab} />;
}
