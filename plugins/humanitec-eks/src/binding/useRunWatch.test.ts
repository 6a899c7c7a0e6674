import { act, renderHook } from '@testing-library/react';
import { BindingHistory } from 'backstage-plugin-humanitec-eks-common';
import { history, task } from '../../dev/history';
import { useRunWatch } from './useRunWatch';

const running = history([task('Onboard', 'processing', 1)]);
const ended = history([task('Onboard', 'completed', 1)]);

describe('the watch over runs', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    jest.useRealTimers();
    setVisible(true);
  });

  it('asks nothing while none is under way', () => {
    const { ask, onProgress } = watch(ended);
    pass({ seconds: 60 });
    expect(ask).not.toHaveBeenCalled();
    expect(onProgress).not.toHaveBeenCalled();
  });

  it('asks every few seconds for history and report while one is', () => {
    const { ask, onProgress, run } = watch(running);
    expect(run()).toMatchObject({ title: 'Onboard' });
    pass({ seconds: 30 });
    expect(ask.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(ask.mock.calls.length).toBeLessThanOrEqual(6);
    expect(onProgress).toHaveBeenCalledTimes(ask.mock.calls.length);
  });

  it('asks nothing while nobody can see the page, and at once when it is seen again', () => {
    const { ask, onProgress } = watch(running);
    setVisible(false);
    pass({ seconds: 60 });
    expect(ask).not.toHaveBeenCalled();
    expect(onProgress).not.toHaveBeenCalled();
    setVisible(true);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(onProgress).toHaveBeenCalledTimes(1);
  });

  it('tells once that it has ended, and stops', () => {
    const { ask, onEnd, become } = watch(running);
    become(ended);
    expect(onEnd).toHaveBeenCalledTimes(1);
    pass({ seconds: 60 });
    expect(ask).not.toHaveBeenCalled();
    expect(onEnd).toHaveBeenCalledTimes(1);
  });

  it('takes what had ended before for no news', () => {
    const { onEnd, become } = watch(undefined);
    become(ended);
    expect(onEnd).not.toHaveBeenCalled();
  });

  it('looks for a run once its form was opened, and gives up after a while', () => {
    const { ask, onProgress, expectRun } = watch(ended);
    expectRun();
    pass({ seconds: 30 });
    expect(ask.mock.calls.length).toBeGreaterThanOrEqual(3);
    expect(onProgress).toHaveBeenCalledTimes(ask.mock.calls.length);
    pass({ seconds: 20 * 60 });
    ask.mockClear();
    pass({ seconds: 60 });
    expect(ask).not.toHaveBeenCalled();
  });

  it('notices a run that began and ended before the first look', () => {
    const { ask, onEnd, expectRun, become } = watch(undefined);
    expectRun();
    become(history([task('Repair', 'completed', -1), ...ended.items]));
    expect(onEnd).toHaveBeenCalledTimes(1);
    pass({ seconds: 60 });
    expect(ask).not.toHaveBeenCalled();
  });

  it('notices a run that began and ended between two looks', () => {
    const { ask, onEnd, expectRun, become } = watch(ended);
    expectRun();
    become(history([task('Repair', 'completed', 0), ...ended.items]));
    expect(onEnd).toHaveBeenCalledTimes(1);
    pass({ seconds: 60 });
    expect(ask).not.toHaveBeenCalled();
  });
});

function watch(first: BindingHistory | undefined) {
  const ask = jest.fn();
  const onProgress = jest.fn();
  const onEnd = jest.fn();
  const { result, rerender } = renderHook(
    ({ answer }: { answer?: BindingHistory }) =>
      useRunWatch(
        { answer, ask, loading: false },
        { wanted: true, onProgress, onEnd },
      ),
    { initialProps: { answer: first } },
  );
  return {
    ask,
    onProgress,
    onEnd,
    run: () => result.current.run,
    expectRun: () => act(() => result.current.expectRun()),
    become: (answer: BindingHistory) => rerender({ answer }),
  };
}

function pass({ seconds }: { seconds: number }) {
  act(() => {
    jest.advanceTimersByTime(seconds * 1000);
  });
}

function setVisible(visible: boolean) {
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (visible ? 'visible' : 'hidden'),
  });
  act(() => {
    document.dispatchEvent(new Event('visibilitychange'));
  });
}
