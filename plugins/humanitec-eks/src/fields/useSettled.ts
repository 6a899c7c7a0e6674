import { useState } from 'react';
import useDebounce from 'react-use/esm/useDebounce';

/** A value once it has not changed for a while, so that nobody is asked at every key stroke. */
export function useSettled<Value>(value: Value, ms = 400): Value {
  const [settled, setSettled] = useState(value);
  useDebounce(() => setSettled(value), ms, [value]);
  return settled;
}
