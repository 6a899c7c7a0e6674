import { act, renderHook, waitFor } from '@testing-library/react';
import { useAnswer } from './useAnswer';

describe('an answer', () => {
  it('is asked for at once', async () => {
    const question = async () => 'first';
    const { result } = renderHook(() => useAnswer(question));
    expect(result.current).toMatchObject({ answer: undefined, loading: true });
    await waitFor(() => expect(result.current.answer).toBe('first'));
    expect(result.current.loading).toBe(false);
  });

  it('is not asked for before it is wanted', async () => {
    const question = jest.fn(async () => 'first');
    const { result, rerender } = renderHook(
      ({ wanted }) => useAnswer(question, { wanted }),
      { initialProps: { wanted: false } },
    );
    expect(question).not.toHaveBeenCalled();
    rerender({ wanted: true });
    await waitFor(() => expect(result.current.answer).toBe('first'));
  });

  it('stays beside the error of a later question, until one succeeds', async () => {
    const { ask, result, settle } = slow();
    await settle(0, 'first');
    ask();
    expect(result.current).toMatchObject({ answer: 'first', loading: true });
    await settle(1, new Error('down'));
    expect(result.current).toMatchObject({
      answer: 'first',
      error: new Error('down'),
      loading: false,
    });
    ask();
    await settle(2, 'third');
    expect(result.current).toMatchObject({ answer: 'third', error: undefined });
  });

  it('that is overtaken by a later question is dropped', async () => {
    const { ask, result, settle } = slow();
    ask({ fresh: true });
    await settle(1, 'fresh');
    await settle(0, 'old');
    expect(result.current.answer).toBe('fresh');
  });

  it('is asked for as fresh as is wanted', async () => {
    const { ask, asked } = slow();
    ask({ fresh: true });
    expect(asked).toEqual([{}, { fresh: true }]);
  });
});

/** Answers come when they are told to. */
function slow() {
  const asked: { fresh?: boolean }[] = [];
  const waiting: ((answer: string | Error) => void)[] = [];
  const question = (options: { fresh?: boolean }) => {
    asked.push(options);
    return new Promise<string>((resolve, reject) =>
      waiting.push(answer =>
        answer instanceof Error ? reject(answer) : resolve(answer),
      ),
    );
  };
  const { result } = renderHook(() => useAnswer(question));
  return {
    asked,
    result,
    ask: (options?: { fresh?: boolean }) =>
      act(() => {
        result.current.ask(options);
      }),
    settle: (index: number, answer: string | Error) =>
      act(async () => waiting[index](answer)),
  };
}
