/** Counts what ran. A skip must say why, or it is as bad as a failure. */
export class Tally {
  passed = 0;
  failed = 0;
  tests = 0;
  failures = [];
  skips = [];
  unexplained = [];

  step(name, isGood) {
    if (isGood) this.passed += 1;
    else this.fail(name);
  }

  fail(name) {
    this.failed += 1;
    this.failures.push(name);
  }

  /** The lines that the reporter wrote for one run of vitest. */
  addRun(name, text, exitCode) {
    const results = text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line));
    const failedBefore = this.failed;
    for (const result of results) this.add(result);
    const ended = results.some(result => result.kind === 'end');
    if (!ended || (exitCode !== 0 && this.failed === failedBefore)) {
      this.fail(
        `${name}: the test runner ended with code ${exitCode}${ended ? '' : ' before it was through'}`,
      );
    }
  }

  add(result) {
    if (result.kind === 'error') this.fail(result.name);
    if (result.kind !== 'test') return;
    this.tests += 1;
    if (result.state === 'passed') this.passed += 1;
    else if (result.state === 'skipped') this.skip(result.name, result.note);
    else this.fail(result.name);
  }

  skip(name, note) {
    const reason = note || reasonInTitle(name);
    this.skips.push({ name, reason });
    if (!reason) this.unexplained.push(name);
  }

  get isGood() {
    return this.failed === 0 && this.unexplained.length === 0 && this.tests > 0;
  }

  /** What is said at the end; the last line is always of the same form. */
  lines() {
    return [
      ...this.failures.map(name => `failed: ${name}`),
      ...this.skips.map(
        ({ name, reason }) => `skipped: ${name}: ${reason ?? 'NO REASON GIVEN, which is a failure'}`,
      ),
      ...(this.tests === 0 ? ['no test ran, which is a failure'] : []),
      `${this.passed} passed, ${this.failed} failed, ${this.skips.length} skipped`,
    ];
  }
}

/** A title may carry the reason itself: `reads a 3 GB file [needs 8 GB of memory]`. */
export function reasonInTitle(title) {
  return /\[(needs [^\]]+)\]/.exec(title)?.[1];
}
