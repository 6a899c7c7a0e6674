// Exchanges made up by hand, to see what the judge says of them.
import { Exchange } from '../../exchange';
import { judgeBy } from '../judge';

interface Sketch {
  /** `POST /clusters` */
  line: string;
  /** Of the request; JSON, or as it stands when it is a text. */
  body?: unknown;
  type?: string;
  /** Status and body of the response. */
  answer?: [status: number, body: unknown];
  errorType?: string;
  fault?: Exchange['fault'];
}

/** What the judge finds; tests of the judge need the contracts. */
export function problemsOf(
  system: Exchange['system'],
  { line, body, type = 'application/json', answer, errorType, fault }: Sketch,
): string[] {
  const [method, target] = line.split(' ');
  const bytes = (content: unknown) =>
    Buffer.from(
      typeof content === 'string' ? content : JSON.stringify(content ?? ''),
    );
  const judge = judgeBy(process.env.CONTRACTS_DIR ?? '(CONTRACTS_DIR unset)');
  const verdict = judge({
    system,
    request: {
      method,
      target,
      headers: new Headers({ 'content-type': type }),
      body: body === undefined ? Buffer.alloc(0) : bytes(body),
    },
    response: answer && {
      status: answer[0],
      headers: new Headers({
        'content-type': 'application/json',
        ...(errorType && { 'x-amzn-errortype': errorType }),
      }),
      body: answer[1] === undefined ? Buffer.alloc(0) : bytes(answer[1]),
    },
    fault,
  });
  return verdict === 'out of reach' ? [verdict] : verdict.problems;
}
