import { RemixiconComponentType } from '@remixicon/react';
import styles from './binding.module.css';

export type Tone = 'success' | 'warning' | 'danger' | 'info';

/** What a sign looks like: a shape of its own, and a colour. */
export interface Look {
  Icon: RemixiconComponentType;
  tone: Tone;
}

/** A sign in a colour. The word beside it is the caller's. */
export function ToneIcon({ Icon, tone, size = 16 }: Look & { size?: number }) {
  return (
    <Icon
      aria-hidden
      className={styles.statusIcon}
      size={size}
      style={{ color: `var(--bui-fg-${tone}-on-bg)` }}
    />
  );
}
