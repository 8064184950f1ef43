import { describe, expect, it } from 'vitest';
import { listPlanSummaries } from './what-can-be-recorded.ts';

describe('plans', () => {
  it('each says what its recordings answer', () => {
    const answers = new Map(listPlanSummaries().map(plan => [plan.name, plan.answers]));
    expect(answers.get('sched')).toContain('sched');
    expect(answers.get('sched')).not.toContain('block');
    expect(answers.get('block')).toContain('block');
    expect(answers.get('everything')?.length).toBeGreaterThan(6);
  });
});
