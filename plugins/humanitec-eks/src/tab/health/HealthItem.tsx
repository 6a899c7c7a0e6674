import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiQuestionFill,
  RiSubtractLine,
} from '@remixicon/react';
import { ReactNode } from 'react';
import { Look, ToneIcon } from '../../binding/ToneIcon';
import { Health } from './healthOf';
import styles from './health.module.css';

type State = Health[keyof Health]['state'];

const fine: Look = { Icon: RiCheckboxCircleFill, tone: 'success' };
const soon: Look = { Icon: RiAlertFill, tone: 'warning' };
const bad: Look = { Icon: RiCloseCircleFill, tone: 'danger' };
const unknown: Look = { Icon: RiQuestionFill, tone: 'info' };

const looks: Record<State, Look> = {
  running: fine,
  partly: soon,
  stopped: bad,
  valid: fine,
  due: soon,
  expired: bad,
  supported: fine,
  ending: soon,
  extended: soon,
  ended: bad,
  noDates: unknown,
  ready: fine,
  notReady: soon,
  missing: bad,
  notNeeded: { Icon: RiSubtractLine, tone: 'info' },
  notKnown: unknown,
};

/** One thing that can be well or not, in words, with what can be done about it. */
export function HealthItem(props: {
  title: string;
  state: State;
  words: string;
  action?: ReactNode;
}) {
  const { title, state, words, action } = props;
  return (
    <div className={styles.item}>
      <dt>
        <ToneIcon {...looks[state]} size={20} />
        {title}
      </dt>
      <dd>{words}</dd>
      {action && <dd>{action}</dd>}
    </div>
  );
}
