import { useEffect, useState } from 'preact/hooks';
import { say } from '../../words/index.ts';
import { groupFiles } from '../worker/sources/group-files.ts';
import { droppedFiles } from './dropped-files.ts';
import { place } from './place.ts';
import { openRecording, recordings } from './recordings.ts';

/** The whole page takes dropped recordings. */
export function DropTarget() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent): void => {
      setOver(false);
      if (event.dataTransfer === null) return;
      event.preventDefault();
      void droppedFiles(event.dataTransfer).then(openFiles);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
  return isOver ? <div class="drop-cover">{say('web.drop-now')}</div> : null;
}

type Files = readonly { readonly path: string; readonly file: File }[];

/** Opens each recording among the files: the first in the place of what is open, or beside one that is to be compared. */
async function openFiles(files: Files): Promise<void> {
  const isSecond = place.value.view === 'compare' && recordings.value.length === 1;
  for (const [index, group] of groupFiles(files).entries()) {
    const name = group[0]!.path.split('/')[0]!;
    await openRecording({ kind: 'files', files: group }, name, { isBeside: isSecond || index > 0 });
  }
}

/** Lets files be chosen where they cannot be dropped. */
export function chooseFiles(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => {
    void openFiles([...(input.files ?? [])].map(file => ({ path: file.name, file })));
  });
  input.click();
}
