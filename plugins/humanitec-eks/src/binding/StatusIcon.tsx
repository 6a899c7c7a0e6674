import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiForbid2Fill,
  RiLinkUnlinkM,
  RiQuestionFill,
} from '@remixicon/react';
import { StatusName, Verdict } from 'backstage-plugin-humanitec-eks-common';
import { Look, ToneIcon } from './ToneIcon';

const looks: Record<StatusName | Verdict, Look> = {
  ready: { Icon: RiCheckboxCircleFill, tone: 'success' },
  inSync: { Icon: RiCheckboxCircleFill, tone: 'success' },
  differs: { Icon: RiAlertFill, tone: 'warning' },
  drifted: { Icon: RiAlertFill, tone: 'warning' },
  broken: { Icon: RiCloseCircleFill, tone: 'danger' },
  missing: { Icon: RiCloseCircleFill, tone: 'danger' },
  foreign: { Icon: RiForbid2Fill, tone: 'danger' },
  notBound: { Icon: RiLinkUnlinkM, tone: 'info' },
  unknown: { Icon: RiQuestionFill, tone: 'info' },
};

/** A shape of its own for each status. The word beside it is the caller's. */
export function StatusIcon(props: { of: StatusName | Verdict; size?: number }) {
  return <ToneIcon {...looks[props.of]} size={props.size} />;
}
