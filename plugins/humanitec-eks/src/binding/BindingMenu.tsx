import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Menu, MenuItem, MenuTrigger } from '@backstage/ui';
import { RiMore2Line } from '@remixicon/react';
import { BindingReport } from 'backstage-plugin-humanitec-eks-common';
import { useContext } from 'react';
import { humanitecEksTranslationRef } from '../translation';
import { bindingTemplateOf, canAskForTheSame } from './bindingTemplate';
import { identityOf, templateValues } from './templateValues';
import { ExpectRun } from './useRunWatch';
import { useTemplateHref } from './useTemplateHref';

/** What else can be done with a binding; nothing in an app without a scaffolder. */
export function BindingMenu({ report }: { report: BindingReport }) {
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const hrefOf = useTemplateHref();
  const expectRun = useContext(ExpectRun);
  const change =
    canAskForTheSame(report) &&
    hrefOf(bindingTemplateOf(report), templateValues(report));
  const rotateKey = hasAgent(report) && hrefOf('rotateKey', identityOf(report));
  const offboard = hrefOf('offboard', identityOf(report));
  if (!change && !rotateKey && !offboard) return null;
  return (
    <MenuTrigger>
      <ButtonIcon
        aria-label={t('menu.label')}
        icon={<RiMore2Line aria-hidden />}
        size="small"
        variant="tertiary"
      />
      <Menu onAction={expectRun} placement="bottom end">
        {change && <MenuItem href={change}>{t('menu.change')}</MenuItem>}
        {rotateKey && (
          <MenuItem href={rotateKey}>{t('menu.rotateKey')}</MenuItem>
        )}
        {offboard && (
          <MenuItem color="danger" href={offboard}>
            {t('menu.offboard')}
          </MenuItem>
        )}
      </Menu>
    </MenuTrigger>
  );
}

function hasAgent({ parts }: BindingReport): boolean {
  return parts.some(
    ({ part, status }) => part === 'agent' && status !== 'missing',
  );
}
