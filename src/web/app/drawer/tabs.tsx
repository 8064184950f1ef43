import { computed } from '@preact/signals';
import { say } from '../../../words/index.ts';
import { go, param } from '../place.ts';

/** What the drawer can show of what is selected, one line each. */
const tabs = ['what', 'events', 'stack', 'table', 'journey'] as const;
export type TabId = (typeof tabs)[number];

/** The one that is shown; in the address. */
export const drawerTab = computed<TabId>(() => tabs.find(tab => tab === param('drawer')) ?? 'what');

function show(tab: TabId): void {
  go({ drawer: tab === 'what' ? undefined : tab }, { replace: true });
}

/** The tabs as a list that arrow keys move in. */
export function Tabs() {
  const press = (event: KeyboardEvent): void => {
    const next = tabAfter(event.key, tabs.indexOf(drawerTab.value));
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    show(next);
    document.getElementById(idOf(next))?.focus();
  };
  return (
    <div class="drawer-tabs" role="tablist" aria-label={say('web.explain')} onKeyDown={press}>
      {tabs.map(tab => (
        <button
          key={tab}
          type="button"
          role="tab"
          id={idOf(tab)}
          aria-selected={tab === drawerTab.value}
          aria-controls={panelId}
          tabIndex={tab === drawerTab.value ? 0 : -1}
          onClick={() => show(tab)}
        >
          {say(`explain.tab.${tab}`)}
        </button>
      ))}
    </div>
  );
}

function tabAfter(key: string, at: number): TabId | undefined {
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length];
    case 'ArrowLeft':
      return tabs[(at + tabs.length - 1) % tabs.length];
    case 'Home':
      return tabs[0];
    case 'End':
      return tabs.at(-1);
    default:
      return undefined;
  }
}

const panelId = 'drawer-panel';

function idOf(tab: TabId): string {
  return `drawer-tab-${tab}`;
}

/** What makes an element the panel of a tab. */
export function tabPanel(tab: TabId) {
  return { role: 'tabpanel', id: panelId, 'aria-labelledby': idOf(tab), tabIndex: 0 } as const;
}
