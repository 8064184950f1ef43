import { useState } from 'preact/hooks';
import type { PlanSummary, RecordWish, TargetSummary } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { language } from '../app/language.ts';
import { Icon } from '../parts/icon.tsx';
import { startRecording, type Wishes, wishes } from './record-state.ts';

const functionChoices = ['none', 'graph', 'user'] as const satisfies readonly RecordWish['functions'][];

/** What is to be recorded, where, and by which plan. */
export function RecordForm({
  targets,
  plans,
}: {
  readonly targets: readonly TargetSummary[];
  readonly plans: readonly PlanSummary[];
}) {
  const [wrong, setWrong] = useState<string>();
  const problem = targets[0]?.problem;
  const start = (event: Event): void => {
    event.preventDefault();
    setWrong(startRecording());
  };
  const { command, plan, events, functions, isWholeSystem } = wishes.value;
  return (
    <form class="record-form" onSubmit={start}>
      {problem === undefined ? undefined : (
        <div class="trouble" role="alert">
          <strong>{problem.message}</strong>
          <p>{problem.remedy}</p>
        </div>
      )}
      <div class="record-command">
        <label for="record-command">{say('recording.command')}</label>
        <input
          id="record-command"
          type="text"
          class="mono"
          value={command}
          autocomplete="off"
          spellcheck={false}
          aria-describedby="record-command-about"
          aria-invalid={wrong !== undefined}
          onInput={({ currentTarget }) => choose({ command: currentTarget.value })}
        />
        <span id="record-command-about" class={wrong === undefined ? 'quiet' : 'harm'}>
          {wrong ?? say('recording.command.about')}
        </span>
      </div>
      <p>
        <span class="quiet">{say('recording.target')}</span>{' '}
        {targets.map(({ id, kernel }) => (
          <strong key={id}>{say('recording.target.vm', { kernel })}</strong>
        ))}
      </p>
      <fieldset class="record-plans">
        <legend>{say('recording.plan')}</legend>
        {plans.map(each => (
          <Plan key={each.name} plan={each} isChosen={each.name === plan} />
        ))}
      </fieldset>
      <details class="record-more" open={events !== '' || functions !== 'none' || isWholeSystem}>
        <summary>{say('recording.more')}</summary>
        <label>
          <span>{say('recording.events')}</span>
          <input
            type="text"
            class="mono"
            value={events}
            placeholder="kmem:kmalloc"
            spellcheck={false}
            title={say('recording.events.about')}
            onInput={({ currentTarget }) => choose({ events: currentTarget.value })}
          />
        </label>
        <fieldset>
          <legend>{say('recording.functions')}</legend>
          {functionChoices.map(each => (
            <label key={each}>
              <input
                type="radio"
                name="functions"
                checked={functions === each}
                onChange={() => choose({ functions: each })}
              />
              {say(`recording.functions.${each}`)}
            </label>
          ))}
        </fieldset>
        <label class="record-check">
          <input
            type="checkbox"
            checked={isWholeSystem}
            onChange={({ currentTarget }) => choose({ isWholeSystem: currentTarget.checked })}
          />
          {say('recording.whole')}
        </label>
      </details>
      <div>
        <button type="submit" class="primary record-start" disabled={problem !== undefined}>
          <Icon name="record" /> {say('recording.start')}
        </button>
      </div>
    </form>
  );
}

function Plan({ plan, isChosen }: { readonly plan: PlanSummary; readonly isChosen: boolean }) {
  const { name, sentence, events, answers } = plan;
  return (
    <label class="record-plan" title={events.join(' ')}>
      <input type="radio" name="plan" checked={isChosen} onChange={() => choose({ plan: name })} />
      <span>
        <strong class="mono">{name}</strong>
        <span>{sentence[language.value]}</span>
        {answers.length === 0 ? undefined : (
          <span class="quiet">{say('recording.plan.answers', { answers: answers.join(', ') })}</span>
        )}
      </span>
    </label>
  );
}

function choose(changed: Partial<Wishes>): void {
  wishes.value = { ...wishes.value, ...changed };
}
