import { render } from 'preact';
import './app/styles/index.css';
import { loadAhead } from './app/load-ahead.ts';
import { openFirst } from './app/open-first.ts';
import { Page } from './app/page.tsx';

render(<Page />, document.getElementById('page')!);
void openFirst().then(loadAhead);
