// Collects what the judge finds in the exchanges of one sandbox.
import { http, HttpHandler } from 'msw';
import { Exchange } from '../exchange';
import { Judge } from './judge';

export class Violations {
  /** Exchanges that were judged, by system. */
  readonly judged: Record<Exchange['system'], number> = {
    aws: 0,
    humanitec: 0,
    kubernetes: 0,
  };
  private found: string[] = [];

  all(): readonly string[] {
    return this.found;
  }

  /** Drops those that match: for a test that does something wrong on purpose. */
  forgive(pattern: RegExp) {
    this.found = this.found.filter(violation => !pattern.test(violation));
  }

  /** Judges an exchange and keeps what is wrong with it. */
  examine(judge: Judge, exchange: Exchange) {
    const { system, request, response, fault } = exchange;
    const verdict = judge(exchange);
    if (verdict === 'out of reach') return;
    this.judged[system] += 1;
    const answered = fault ?? response?.status;
    for (const problem of verdict.problems) {
      this.found.push(
        `${system} ${verdict.operation} (${request.method}, answered ${answered}): ${problem}`,
      );
    }
  }

  /** @throws when there is one that nobody forgave */
  refuse() {
    if (this.found.length === 0) return;
    const lines = [...new Set(this.found)];
    throw new Error(
      `What went over the wire is not as published:\n${lines
        .map(line => `- ${line}`)
        .join('\n')}`,
    );
  }
}

/** `GET …/violations`, for those in other processes. */
export function violationHandlers(
  violations: Violations | undefined,
  baseUrl: string,
): HttpHandler[] {
  return [
    http.get(`${baseUrl}/violations`, () =>
      Response.json({
        judged: violations?.judged,
        violations: violations?.all() ?? [],
      }),
    ),
  ];
}
