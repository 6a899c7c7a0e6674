import { parseArgs } from 'node:util';
import { exitCodes, Failure } from './failure';

export const help = `npm run onboard -- FILE [--dry-run [--out DIR]] [--json]

Onboards a cluster as the software template does, through the scaffolder's REST
API. Starts a Backstage and a sandbox of its own when none is running.

  FILE        YAML with the template and the values of its form
  --dry-run   only tell the plan; nothing is changed
  --out DIR   with --dry-run: write the rendered files to DIR
  --json      one JSON document on standard output, all else on standard error
  --help      this text

Examples:
  npm run onboard -- examples/onboarding/eks-automode-prod.yaml --dry-run --out plan
  npm run onboard -- examples/onboarding/eks-automode-prod.yaml
  npm run onboard -- examples/onboarding/eks-automode-prod.yaml --json

Ctrl-C cancels the task. What was made so far stays, and the same command goes
on with it; so it does after any failure.

Environment:
  BACKSTAGE_BASE_URL  use this backend instead of http://localhost:7007
  BACKSTAGE_TOKEN     use this token instead of signing in as guest

Exit code:
    0  completed, and every part is in sync (dry-run: the plan was made)
    1  the task failed, or a part is not in sync
    2  the command line, the file or its values are wrong; nothing was started
    3  Backstage does not answer, or refuses
  130  ended with Ctrl-C
`;

export interface Arguments {
  file: string;
  dryRun: boolean;
  out?: string;
  json: boolean;
}

/**
 * The command line; undefined when it asks for help.
 *
 * @throws Failure that says what is wrong
 */
export function parseArguments(args: string[]): Arguments | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const [file, ...more] = positionals;
  if (!file) throw wrong('FILE is missing');
  if (more.length > 0) throw wrong(`one FILE only, not also ${more.join(' ')}`);
  if (values.out !== undefined && !values['dry-run']) {
    throw wrong('--out goes with --dry-run');
  }
  return {
    file,
    dryRun: values['dry-run'],
    out: values.out,
    json: values.json,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        out: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}

function wrong(what: string): Failure {
  return new Failure(exitCodes.input, `${what}. See --help.`);
}
