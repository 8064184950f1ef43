/** Where a workload leaves what is to be kept, as the agent sees it: `proc` by its snapshots, `out` by itself. */
const kept = '$root$place/kept';

/** Shell that takes away what an earlier command left. */
export const emptyKept = `rm -rf ${kept} && mkdir -p ${kept}/proc ${kept}/out && chown -R $owner ${kept}`;

/** Shell that succeeds where a workload left something. */
export const isKept = `set -- ${kept}/*/*; [ -e "$1" ]`;

/** Shell that sends it. Whoever still takes snapshots ends when the folder is gone. */
export const sendKept = `mv ${kept} ${kept}.sent; (cd ${kept}.sent && pack proc out); rm -rf ${kept}.sent`;

/** `003-12.345678901-moment/12/smaps`: names are such that they can be files anywhere. */
const snapshot = /^proc\/\d{3,6}-\d{1,10}\.\d{9}-\w[\w.-]{0,39}(?:\/[\w.:@+-]{1,100}){1,8}$/;
const output = /^out\/\w[\w.-]{0,79}$/;

const most = {
  snapshots: { files: 19_000, fileBytes: 1 << 24, bytes: 1 << 27 },
  output: { files: 1000, fileBytes: 1 << 26, bytes: 1 << 26 },
};

/** Says which of the files that come from a target are kept: it is not trusted with their names, number and sizes. */
export class KeptFiles {
  /** How many were not. */
  leftOut = 0;
  readonly #snapshots = { files: 0, bytes: 0 };
  readonly #output = { files: 0, bytes: 0 };

  accepts(name: string, bytes: number): boolean {
    const isKept =
      (snapshot.test(name) && fits(this.#snapshots, bytes, most.snapshots)) ||
      (output.test(name) && fits(this.#output, bytes, most.output));
    if (!isKept) this.leftOut++;
    return isKept;
  }
}

function fits(
  so: { files: number; bytes: number },
  bytes: number,
  limits: { readonly files: number; readonly fileBytes: number; readonly bytes: number },
): boolean {
  if (so.files >= limits.files || bytes > limits.fileBytes || so.bytes + bytes > limits.bytes) return false;
  so.files++;
  so.bytes += bytes;
  return true;
}
