import type { Layer } from '../../analyses/calls/index.ts';
import { isPartId, partOf } from '../../kernel/index.ts';
import { currentLanguage, say } from '../../words/index.ts';

/** The name of a layer for a person, in the current language. */
export function layerLabel({ id, label }: Pick<Layer, 'id' | 'label'>): string {
  switch (id) {
    case 'user':
    case 'library':
    case 'wait':
    case 'event':
    case 'lost':
    case 'syscall':
    case 'interrupt':
    case 'exception':
    case 'kernel':
      return say(`replay.layer.${id}`);
    default:
      return isPartId(id) ? partOf(id)[currentLanguage()] : label;
  }
}
