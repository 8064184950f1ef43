/** Nanoseconds since the machine was started by /proc/uptime, to the nearest 10 ms; undefined where it says none. */
export function parseUptime(text: string): number | undefined {
  const [, seconds, hundredths] = /^(\d{1,10})\.(\d\d) /.exec(text) ?? [];
  return seconds === undefined ? undefined : (Number(seconds) * 100 + Number(hundredths)) * 10_000_000;
}
