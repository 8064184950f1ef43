import { type Frame, selectionText } from '../../../views/index.ts';
import { say } from '../../../words/index.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { hrefTo } from '../place.ts';

/** The functions that led to it, the innermost first. */
export function StackTab({ stack }: { readonly stack: readonly Frame[] }) {
  if (stack.length === 0) return <p class="quiet">{say('explain.no-stack')}</p>;
  return (
    <div class="event-lines">
      <CopyButton text={() => stack.map(({ name }) => name).join('\n')} label={say('explain.copy')} />
      <table class="stack">
        <tbody>
          {stack.map(({ name, isKernel, part, source }, index) => (
            <tr key={`${index} ${name}`}>
              <td>
                <a class="mono" href={hrefTo({ select: selectionText({ kind: 'function', name }) })}>
                  {name}
                </a>
              </td>
              <td>{isKernel ? part : say('explain.program')}</td>
              <td class="mono quiet">{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
