import { guestOptions } from '../guest-wishes.ts';
import type { Target } from '../index.ts';
import { startMicroVm } from './index.ts';

/** A guest of its own, which is gone afterwards. */
export const microVm: Target = {
  form: 'vm',
  understands: on => on === 'vm',
  start(_on, { guest, tracer, programs }, progress) {
    const armed = tracer.user ? 'nop' : tracer.tracer;
    return startMicroVm(guestOptions(guest, armed, programs), progress);
  },
};
