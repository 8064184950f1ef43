import { render } from 'preact';
import './app/styles/index.css';
import { wakeWorker } from './app/client.ts';
import { loadAhead, loadShown } from './app/load-ahead.ts';
import { openFirst } from './app/open-first.ts';
import { Page } from './app/page.tsx';

// They load while the server is asked what to open.
wakeWorker();
void loadShown();
render(<Page />, document.getElementById('page')!);
void openFirst().then(loadAhead);
