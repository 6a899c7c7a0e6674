import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Combobox, VisuallyHidden } from '@backstage/ui';
import { Choice } from 'backstage-plugin-humanitec-eks-common';
import { ComponentProps, useId, useRef, useState } from 'react';
import { humanitecEksTranslationRef } from '../../translation';
import { validity } from '../validity';

/** A list to choose from that takes any text. What stands in it is the value itself. */
export function ChoiceCombobox(props: {
  id: string;
  title: string;
  description?: string;
  placeholder?: string;
  value: string | undefined;
  items: Choice[];
  loading: boolean;
  /** What is wrong with the value. */
  problem: string | undefined;
  /** What the form has said of it when the page was to be left, and shows itself. */
  refused: string[];
  describedBy: string[];
  required: boolean;
  disabled: boolean;
  /** With every key stroke, and with what was chosen. */
  onChange: (value: string | undefined) => void;
  /** With what was chosen, instead: it goes elsewhere, and the input is emptied. */
  onChoose?: (value: string) => void;
  /** When the list opens by itself; usually as soon as somebody comes here. */
  menuTrigger?: 'focus' | 'manual';
  onBlur?: ComponentProps<typeof Combobox>['onBlur'];
  onKeyDown?: ComponentProps<typeof Combobox>['onKeyDown'];
}) {
  const { value = '', items, problem, refused, onChange } = props;
  const { onChoose = onChange } = props;
  const { t } = useTranslationRef(humanitecEksTranslationRef);
  const requiredId = useId();
  // What is chosen comes a second time, as the text of the input.
  const chosen = useRef<string>();
  // Until somebody types, the whole list is offered, whatever was chosen before.
  const [typed, setTyped] = useState(false);
  const offered = typed ? items.filter(item => matches(item, value)) : items;
  // Never by what the list holds: it closes when another item is selected, so
  // it would close under whoever waits for it as soon as it is found.
  const selected = typed ? null : value || null;
  const nothing = {
    id: '',
    label: t('choice.nothing'),
    disabled: true,
  };
  return (
    <>
      <Combobox
        allowsCustomValue
        aria-describedby={[requiredId, ...props.describedBy].join(' ')}
        description={props.description}
        id={props.id}
        isDisabled={props.disabled}
        isRequired={props.required}
        label={props.title}
        loading={props.loading ? { state: 'loading' } : undefined}
        onChange={key => {
          if (typeof key !== 'string') return;
          setTyped(false);
          if (key === value) return;
          chosen.current = key;
          onChoose(key);
        }}
        menuTrigger={props.menuTrigger}
        onBlur={props.onBlur}
        onKeyDown={props.onKeyDown}
        onOpenChange={open => {
          if (!open) setTyped(false);
        }}
        options={
          offered.length > 0 || props.loading
            ? offered.map(asOption)
            : [nothing]
        }
        placeholder={props.placeholder}
        // The list is filtered here: by all that is told of an item, not its value only.
        search={{
          mode: 'server',
          inputValue: value,
          onInputChange: text => {
            const told = text === chosen.current;
            chosen.current = undefined;
            if (told) return;
            setTyped(true);
            onChange(text || undefined);
          },
        }}
        secondaryLabel={props.required ? t('fields.required') : undefined}
        size="medium"
        {...validity(problem, refused)}
        value={props.onChoose ? undefined : selected}
      />
      {/* BUI tells this to the eye only. */}
      {props.required && (
        <VisuallyHidden id={requiredId}>{t('fields.required')}</VisuallyHidden>
      )}
    </>
  );
}

function asOption({ value, title, note }: Choice) {
  const description = [title, note].filter(Boolean).join(' · ');
  return { id: value, label: value, description };
}

function matches({ value, title, note }: Choice, typed: string): boolean {
  const words = typed.toLocaleLowerCase().split(/\s+/);
  const told = [value, title, note].join(' ').toLocaleLowerCase();
  return words.every(word => told.includes(word));
}
