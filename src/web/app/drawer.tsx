import { useEffect } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { Busy } from '../parts/busy.tsx';
import { Icon } from '../parts/icon.tsx';
import { Trouble } from '../parts/trouble.tsx';
import { rangeOf } from '../timeline/address.ts';
import { useAnswer } from './client.ts';
import { drawerHeight, isFolded, toggleFolded } from './drawer/drawer-state.ts';
import { EventsTab } from './drawer/events-tab.tsx';
import { JourneyTab } from './drawer/journey-tab.tsx';
import { RangeDrawer } from './drawer/range-drawer.tsx';
import { Resizer } from './drawer/resizer.tsx';
import { StackTab } from './drawer/stack-tab.tsx';
import { TableTab } from './drawer/table-tab.tsx';
import { drawerTab, type TabId, Tabs, tabPanel } from './drawer/tabs.tsx';
import { WhatTab } from './drawer/what-tab.tsx';
import { go, param } from './place.ts';
import { addShortcuts } from './shortcuts.ts';
import './drawer/drawer.css';

/** What is selected, explained; without a selection what lies in the range that was marked. */
export function Drawer() {
  const select = param('select');
  if (select !== undefined) return <Explained key={select} select={select} />;
  const range = rangeOf(param('range'));
  return range === undefined ? null : <RangeDrawer range={range} />;
}

function Explained({ select }: { readonly select: string }) {
  const { value, progress, error, isPending, cancel } = useAnswer('explain.selection', { select });
  useEffect(() => addShortcuts([{ keys: ['i'], what: 'key.drawer', act: toggleFolded }]), []);
  const tab = drawerTab.value;
  return (
    <section
      class={isFolded.value ? 'drawer folded' : 'drawer'}
      aria-label={say('web.explain')}
      style={isFolded.value ? {} : { height: `${drawerHeight.value}px` }}
    >
      <Resizer />
      <header class="drawer-head">
        <h2 title={value?.title}>{value?.title ?? ''}</h2>
        <Tabs />
        <button
          type="button"
          class="icon-button"
          aria-expanded={!isFolded.value}
          aria-label={say(isFolded.value ? 'explain.expand' : 'explain.collapse')}
          title={say(isFolded.value ? 'explain.expand' : 'explain.collapse')}
          onClick={toggleFolded}
        >
          <Icon name={isFolded.value ? 'up' : 'down'} />
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={say('web.close')}
          title={say('web.close')}
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </header>
      {isFolded.value ? undefined : (
        <div class="drawer-body" {...tabPanel(tab)}>
          {error === undefined ? undefined : <Trouble error={error} />}
          {isPending && value === undefined ? (
            <Busy what={say('web.what-is-this')} progress={progress} cancel={cancel} />
          ) : value === undefined ? (
            error === undefined && <p class="quiet">{say('explain.gone')}</p>
          ) : (
            <Body tab={tab} select={select} explanation={value} />
          )}
        </div>
      )}
    </section>
  );
}

type Explanation = NonNullable<ReturnType<typeof useAnswer<'explain.selection'>>['value']>;

function Body(props: { readonly tab: TabId; readonly select: string; readonly explanation: Explanation }) {
  const { tab, select, explanation } = props;
  switch (tab) {
    case 'what':
      return <WhatTab explanation={explanation} />;
    case 'events':
      return <EventsTab select={select} />;
    case 'stack':
      return <StackTab stack={explanation.stack} />;
    case 'table':
      return <TableTab select={select} />;
    case 'journey':
      return <JourneyTab select={select} />;
  }
}

function close(): void {
  go({ select: undefined });
}
