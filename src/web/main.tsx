import { render } from 'preact';
import './app/styles/index.css';
import { untilAtRest, wakeWorker } from './app/client.ts';
import { loadAhead, loadShown } from './app/load-ahead.ts';
import { openFirst } from './app/open-first.ts';
import { Page } from './app/page.tsx';

// They load, and the page is drawn, while the server is asked what to open.
wakeWorker();
void loadShown();
const opened = openFirst();
render(<Page />, document.getElementById('page')!);
// What is not shown yet must not hold up what is.
void opened.then(untilAtRest).then(loadAhead);
