import type { LayerGroup } from '../../analyses/calls/index.ts';
import { type PartGroup, partOf } from '../../kernel/index.ts';
import type { KernelMap } from '../../views/index.ts';
import { outsideIds } from '../../views/map/contract.ts';
import { currentLanguage, say } from '../../words/index.ts';

/** A part as it is shown, in the current language. */
export interface ShownPart {
  readonly id: string;
  readonly group: PartGroup | 'outside';
  readonly hue: LayerGroup;
  readonly name: string;
  readonly what: string;
  readonly weight: number;
  readonly count: number;
}

/** All areas of a map: the parts of the kernel, and what is outside of it. */
export function shownParts({ parts, outside }: KernelMap): readonly ShownPart[] {
  const language = currentLanguage();
  const inside = parts.map(({ id, weight, count }): ShownPart => {
    const { group, what, ...names } = partOf(id);
    return { id, group, hue: group, name: names[language], what: what[language], weight, count };
  });
  const around = outsideIds.map(
    (id): ShownPart => ({
      id,
      group: 'outside',
      hue: id,
      name: say(`web.map.${id}`),
      what: say(`web.map.${id}.what`),
      ...outside[id],
    }),
  );
  return [...inside, ...around];
}
