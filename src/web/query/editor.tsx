import { useEffect, useRef } from 'preact/hooks';
import type { Editor, EditorWishes } from './make-editor.ts';

/** Where SQL is written. The editor itself is loaded when it is first shown. */
export function SqlEditor({
  wishes,
  onReady,
}: {
  readonly wishes: EditorWishes;
  readonly onReady: (editor: Editor | undefined) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  // What is done when it runs changes with each drawing; the editor stays.
  const run = useRef(wishes.run);
  run.current = wishes.run;
  useEffect(() => {
    let editor: Editor | undefined;
    let isGone = false;
    void import('./make-editor.ts').then(({ makeEditor }) => {
      if (isGone || host.current === null) return;
      editor = makeEditor(host.current, { ...wishes, run: () => run.current() });
      onReady(editor);
    });
    return () => {
      isGone = true;
      editor?.destroy();
      onReady(undefined);
    };
  }, []);
  return <div class="query-editor" ref={host} />;
}
