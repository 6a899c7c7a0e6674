import { useEffect, useRef } from 'react';

/** Calls when a value becomes another one. */
export function useOnChange<Value>(
  value: Value,
  onChange: (before: Value) => void,
): void {
  const last = useRef(value);
  useEffect(() => {
    const before = last.current;
    last.current = value;
    if (before !== value) onChange(before);
  });
}
