import { AwsError } from './aws/awsError';
import { outlastTransient } from './outlastTransient';

const aws = (name: string) =>
  AwsError.from(
    Object.assign(new Error('no'), {
      name,
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    }),
    'eks:DescribeCluster',
  );

describe('a look that outlasts what is transient', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('goes on while a system is throttled, and says so', async () => {
    const answers = [aws('ThrottlingException'), { done: 'there' }];
    const look = outlastTransient<string>(async () => {
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer;
      return answer;
    });
    expect(await look()).toEqual({
      waiting: 'eks:DescribeCluster: Throttling: no; asking again',
    });
    expect(await look()).toEqual({ done: 'there' });
  });

  it.each([aws('AccessDeniedException'), new Error('the cluster is FAILED')])(
    'ends at once with %s',
    async error => {
      const look = outlastTransient(() => Promise.reject(error));
      await expect(look()).rejects.toBe(error);
    },
  );

  it('ends when it lasts, counted anew after each answer', async () => {
    jest.useFakeTimers();
    let fails = true;
    const error = aws('ThrottlingException');
    const look = outlastTransient<void>(async () => {
      if (fails) throw error;
      return { done: undefined };
    });
    await look();
    jest.advanceTimersByTime(170_000);
    await look();
    fails = false;
    await look();
    fails = true;
    await look();
    jest.advanceTimersByTime(170_000);
    await look();
    jest.advanceTimersByTime(20_000);
    await expect(look()).rejects.toBe(error);
  });
});
