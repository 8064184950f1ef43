import type { ComponentChildren } from 'preact';

/** Why there is nothing to see, and how to record it. */
export function Empty({
  why,
  record,
}: {
  readonly why: ComponentChildren;
  readonly record?: string | undefined;
}) {
  return (
    <div class="empty">
      <p>{why}</p>
      {record === undefined ? undefined : <code>ringside record {record} -- …</code>}
    </div>
  );
}
