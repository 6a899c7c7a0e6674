// Holds every exchange against what the vendors publish about their own APIs.
import { existsSync } from 'node:fs';
import { Exchange } from '../exchange';
import { awsJudge } from './aws/judge';
import { humanitecJudge } from './humanitec';
import { kubernetesJudge } from './kubernetes/judge';
import { Verdict } from './verdict';

export type Judge = (exchange: Exchange) => Verdict;

const judges = new Map<string, Judge>();

/**
 * The judge for a folder of contracts. What it reads and compiles it keeps for all
 * sandboxes of the process.
 *
 * @throws when there is no such folder
 */
export function judgeBy(directory: string): Judge {
  const known = judges.get(directory);
  if (known) return known;
  if (!existsSync(directory)) {
    throw new Error(
      `There are no contracts in ${directory}: see CONTRACTS_DIR`,
    );
  }
  const bySystem = {
    aws: awsJudge(directory),
    humanitec: humanitecJudge(directory),
    kubernetes: kubernetesJudge(directory),
  };
  const judge: Judge = exchange => bySystem[exchange.system](exchange);
  judges.set(directory, judge);
  return judge;
}
