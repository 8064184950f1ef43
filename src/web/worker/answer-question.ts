import { type Asked, type QuestionName, questions, type Workbench } from '../../views/index.ts';

/** Answers a question of the list. */
export function answerQuestion(bench: Workbench, name: QuestionName, params: unknown, asked: Asked): unknown {
  return questions[name](bench, params as never, asked);
}
