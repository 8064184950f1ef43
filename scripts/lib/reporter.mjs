import { appendFileSync } from 'node:fs';
import { relative } from 'node:path';

// One JSON object a line into RINGSIDE_TEST_RESULTS: a test, an error outside tests, or the end.
const file = process.env.RINGSIDE_TEST_RESULTS;

export default class ResultsReporter {
  onTestCaseResult(testCase) {
    const { state, note } = testCase.result();
    write({ kind: 'test', name: nameOf(testCase), state, note });
  }

  onTestSuiteResult(suite) {
    if (suite.errors().length > 0) write({ kind: 'error', name: nameOf(suite) });
  }

  onTestModuleEnd(testModule) {
    if (testModule.errors().length > 0) write({ kind: 'error', name: pathOf(testModule) });
  }

  onTestRunEnd(_modules, unhandled, reason) {
    for (const error of unhandled) write({ kind: 'error', name: `unhandled: ${error.message}` });
    write({ kind: 'end', reason });
  }
}

function nameOf(entity) {
  return `${pathOf(entity.module)} > ${entity.fullName}`;
}

function pathOf(testModule) {
  return relative(process.cwd(), testModule.moduleId);
}

function write(result) {
  if (file) appendFileSync(file, `${JSON.stringify(result)}\n`);
}
