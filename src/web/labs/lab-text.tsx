import type { LabBlock, LabInline, LabPage, LabSpan } from '../../protocol/index.ts';
import { say } from '../../words/index.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { RunInGuest } from './terminal/run-in-guest.tsx';

interface TextWishes {
  readonly blocks: readonly LabBlock[];
  /** The lab in whose guest its commands run. */
  readonly lab: LabPage;
}

/** The text of a lab: answers are folded, commands can be copied, and run where they are for the guest. */
export function LabText({ blocks, lab }: TextWishes) {
  return (
    <>
      {blocks.map((block, index) => (
        <Block key={index} block={block} lab={lab} />
      ))}
    </>
  );
}

function Block({ block, lab }: { readonly block: LabBlock; readonly lab: LabPage }) {
  switch (block.kind) {
    case 'heading': {
      const words = <Words of={block.words} />;
      return block.depth <= 2 ? <h2>{words}</h2> : <h3>{words}</h3>;
    }
    case 'paragraph':
      return (
        <p>
          <Words of={block.words} />
        </p>
      );
    case 'code':
      return <Code block={block} lab={lab} />;
    case 'answer':
      return (
        <details class="lab-answer">
          <summary>{say('labs.answer')}</summary>
          <LabText blocks={block.blocks} lab={lab} />
        </details>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <LabText blocks={item} lab={lab} />
        </li>
      ));
      return block.start === undefined ? <ul>{items}</ul> : <ol start={block.start}>{items}</ol>;
    }
    case 'table':
      return <Table block={block} />;
  }
}

function Code({
  block: { where, text },
  lab,
}: {
  readonly block: Extract<LabBlock, { kind: 'code' }>;
  readonly lab: LabPage;
}) {
  if (where === 'drawing') {
    return (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <section class="lab-drawing" tabIndex={0} aria-label={say('labs.drawing')}>
        <pre>{text}</pre>
      </section>
    );
  }
  return (
    <figure class={`lab-code is-${where}`}>
      <figcaption>
        <span>{say(`labs.where.${where}`)}</span>
        <span class="lab-code-buttons">
          {where === 'guest' ? <RunInGuest lab={lab} text={text} /> : undefined}
          <CopyButton text={() => text} label={say('labs.copy')} />
        </span>
      </figcaption>
      <pre>{text}</pre>
    </figure>
  );
}

function Table({ block: { header, rows } }: { readonly block: Extract<LabBlock, { kind: 'table' }> }) {
  return (
    <table>
      <thead>
        <tr>
          {header.map((cell, column) => (
            <th key={column} scope="col">
              <Words of={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((cell, column) => (
              <td key={column}>
                <Words of={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Words({ of }: { readonly of: LabInline }) {
  return (
    <>
      {of.map((span, index) => (
        <Span key={index} span={span} />
      ))}
    </>
  );
}

function Span({ span }: { readonly span: LabSpan }) {
  switch (span.kind) {
    case 'text':
      return <>{span.text}</>;
    case 'code':
      return <code>{span.text}</code>;
    case 'strong':
      return (
        <strong>
          <Words of={span.words} />
        </strong>
      );
    case 'em':
      return (
        <em>
          <Words of={span.words} />
        </em>
      );
    case 'link':
      return <Link to={span.to} words={span.words} />;
  }
}

/** Only addresses of the web and of this page are followed. */
function Link({ to, words }: { readonly to: string; readonly words: LabInline }) {
  const isElsewhere = /^https?:\/\//.test(to);
  if (!isElsewhere && !to.startsWith('#/')) return <Words of={words} />;
  return (
    <a href={to} {...(isElsewhere ? { target: '_blank', rel: 'noreferrer' } : {})}>
      <Words of={words} />
    </a>
  );
}
