import type { GuestWishes } from '../../targets/guest-wishes.ts';
import type { TargetSession } from '../../targets/target.ts';
import type { Lab } from '../lab.ts';
import { labFolder, sendWorkload } from './workload.ts';

/** The guest that a lab is done in by hand; what the lab itself asks for goes before. */
export function guestOfLab(lab: Lab, wishes: GuestWishes): GuestWishes {
  return { ...wishes, ...lab.guest, with: [...(wishes.with ?? []), ...lab.needs.packages] };
}

/** Puts all of a lab's workload into its guest; answers where its shell starts. */
export async function prepareLabShell(lab: Lab, session: TargetSession): Promise<string> {
  for (const recording of lab.recordings) await sendWorkload(lab, recording, session);
  return labFolder;
}
