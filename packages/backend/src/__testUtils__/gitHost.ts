import { createHash } from 'node:crypto';
import { createServer, IncomingMessage } from 'node:http';
import { z } from 'zod';
import { listening } from './network/listening';

/** A pull request as a reviewer sees it. */
export interface OpenedPullRequest {
  number: number;
  head: string;
  base: string;
  title: string;
  body: string;
  /** What is in the branch, by path. */
  files: Record<string, string>;
}

/** One empty repository on a stand-in for GitHub's REST API, on the loopback interface. */
export interface GitHost {
  apiBaseUrl: string;
  pullRequests(): OpenedPullRequest[];
  /** Requests that came, such as `POST /repos/platform/clusters/pulls`. */
  requests: string[];
  close(): Promise<void>;
}

const OWNER_AND_REPO = '/repos/platform/clusters';
const TOKEN = 'token of the git host';

/** What `integrations` of app-config needs for it. */
export function gitHostIntegration({ apiBaseUrl }: GitHost) {
  return {
    github: [{ host: 'git.example.com', apiBaseUrl, token: TOKEN }],
  };
}

const blobBody = z.object({
  content: z.string(),
  encoding: z.enum(['utf-8', 'base64']),
});
const treeBody = z.object({
  base_tree: z.string(),
  tree: z.array(z.object({ path: z.string(), sha: z.string() })),
});
const commitBody = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).length(1),
});
const refBody = z.object({
  sha: z.string(),
  ref: z.string().startsWith('refs/heads/'),
});
const pullBody = z.object({
  head: z.string(),
  base: z.string(),
  title: z.string(),
  body: z.string(),
});

interface Answer {
  status: number;
  body: unknown;
}

/** The calls that octokit makes for a pull request (GitHub REST API: repos, git, pulls); all others are 404. */
class Repository {
  readonly blobs = new Map<string, string>();
  readonly trees = new Map<string, Record<string, string>>();
  readonly commits = new Map<string, string>();
  readonly refs = new Map<string, string>();
  readonly pulls: z.infer<typeof pullBody>[] = [];

  constructor() {
    this.trees.set('empty-tree', {});
    this.commits.set('first-commit', 'empty-tree');
    this.refs.set('main', 'first-commit');
  }

  answer(method: string, path: string, body: unknown): Answer {
    const { refs, pulls } = this;
    switch (`${method} ${path}`) {
      case `GET ${OWNER_AND_REPO}`:
        return ok({ default_branch: 'main', permissions: { push: true } });
      case `GET ${OWNER_AND_REPO}/commits`: {
        const sha = refs.get('main') ?? '';
        const tree = { sha: this.commits.get(sha) };
        return ok([{ sha, commit: { tree } }]);
      }
      case `POST ${OWNER_AND_REPO}/git/blobs`: {
        const { content, encoding } = blobBody.parse(body);
        const text = Buffer.from(content, encoding).toString();
        return made(this.blobs, text);
      }
      case `POST ${OWNER_AND_REPO}/git/trees`: {
        const { base_tree: base, tree } = treeBody.parse(body);
        const entries = tree.map(({ path: name, sha }) => [name, sha]);
        return made(this.trees, {
          ...this.trees.get(base),
          ...Object.fromEntries(entries),
        });
      }
      case `POST ${OWNER_AND_REPO}/git/commits`: {
        const { tree } = commitBody.parse(body);
        return this.trees.has(tree) ? made(this.commits, tree) : invalid;
      }
      case `POST ${OWNER_AND_REPO}/git/refs`: {
        const { ref, sha } = refBody.parse(body);
        const name = ref.slice('refs/heads/'.length);
        if (refs.has(name) || !this.commits.has(sha)) return invalid;
        refs.set(name, sha);
        return { status: 201, body: { ref } };
      }
      case `POST ${OWNER_AND_REPO}/pulls`: {
        const pull = pullBody.parse(body);
        pulls.push(pull);
        return { status: 201, body: this.shown(pull) };
      }
      case 'POST /graphql': {
        const { variables } = z
          .object({ variables: z.object({ head: z.string() }) })
          .parse(body);
        return ok({ data: { repository: this.branch(variables.head) } });
      }
      default:
        return this.change(method, path, body);
    }
  }

  private change(method: string, path: string, body: unknown): Answer {
    const [, ref] = path.match(`^${OWNER_AND_REPO}/git/refs/heads/(.+)$`) ?? [];
    if (method === 'PATCH' && ref && this.refs.has(ref)) {
      const { sha } = refBody.pick({ sha: true }).parse(body);
      this.refs.set(ref, sha);
      return ok({ ref });
    }
    const [, number] = path.match(`^${OWNER_AND_REPO}/pulls/(\\d+)$`) ?? [];
    const pull = this.pulls[Number(number) - 1];
    if (method === 'PATCH' && pull) {
      Object.assign(pull, pullBody.parse(body));
      return ok(this.shown(pull));
    }
    return { status: 404, body: { message: 'Not Found' } };
  }

  private branch(head: string) {
    if (!this.refs.has(head)) return { ref: null };
    const index = this.pulls.findIndex(pull => pull.head.endsWith(`:${head}`));
    const node = { id: `${index}`, number: index + 1, url: urlOf(index + 1) };
    const edges = index < 0 ? [] : [{ node }];
    return { ref: { associatedPullRequests: { edges } } };
  }

  private shown(pull: z.infer<typeof pullBody>) {
    const number = this.pulls.indexOf(pull) + 1;
    return { number, html_url: urlOf(number), base: { ref: pull.base } };
  }

  pullRequests(): OpenedPullRequest[] {
    return this.pulls.map(({ head, ...pull }, index) => {
      const branch = head.split(':')[1];
      const commit = this.commits.get(this.refs.get(branch) ?? '');
      const entries = Object.entries(this.trees.get(commit ?? '') ?? {});
      return {
        ...pull,
        number: index + 1,
        head: branch,
        files: Object.fromEntries(
          entries.map(([path, sha]) => [path, this.blobs.get(sha) ?? '']),
        ),
      };
    });
  }
}

const invalid: Answer = {
  status: 422,
  body: { message: 'Validation Failed' },
};

function ok(body: unknown): Answer {
  return { status: 200, body };
}

/** Objects of Git are named for what is in them. */
function made<T>(objects: Map<string, T>, object: T): Answer {
  const sha = createHash('sha1')
    .update(JSON.stringify([objects.size, object]))
    .digest('hex');
  objects.set(sha, object);
  return { status: 201, body: { sha } };
}

function urlOf(number: number): string {
  return `https://git.example.com/platform/clusters/pull/${number}`;
}

export async function startGitHost(): Promise<GitHost> {
  const repository = new Repository();
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '/' } = request;
    // The slash of a branch's ref comes encoded.
    const path = decodeURIComponent(url.split('?')[0]);
    requests.push(`${method} ${path}`);
    const body = await bodyOf(request);
    const answer = request.headers.authorization?.includes(TOKEN)
      ? repository.answer(method, path, body)
      : { status: 401, body: { message: 'Bad credentials' } };
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
  const { port, close } = await listening(server);
  return {
    apiBaseUrl: `http://127.0.0.1:${port}`,
    pullRequests: () => repository.pullRequests(),
    requests,
    close,
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : undefined;
}
