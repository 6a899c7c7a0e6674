// The sandbox's own controls: the call log, faults, the clock, the whole world, snapshots of it, reset.
import { randomUUID } from 'node:crypto';
import { http, HttpHandler } from 'msw';
import { z } from 'zod';
import { clusterArn } from '../aws/arn';
import { quotasSchema } from '../aws/iam/quotas';
import { copyCluster } from '../copyCluster';
import { faultSchema, issueSchema } from '../faults';
import { seed } from '../seed';
import { restoreSnapshot, Snapshot, takeSnapshot } from '../snapshot';
import { timingsSchema } from '../timings';
import { World } from '../world';
import { dumpWorld } from './dumpWorld';

/**
 * @param baseUrl - `…/_sandbox`, without a slash at the end
 */
export function adminHandlers(world: World, baseUrl: string): HttpHandler[] {
  const snapshots = new Map<string, Snapshot>();
  return [
    http.get(`${baseUrl}/health`, () => Response.json({ status: 'ok' })),

    http.get(`${baseUrl}/calls`, () => Response.json(world.calls.all())),
    http.delete(`${baseUrl}/calls`, () => {
      world.calls.clear();
      return new Response(null, { status: 204 });
    }),
    http.get(`${baseUrl}/writes`, () => Response.json(world.calls.writes())),

    http.get(`${baseUrl}/faults`, () => Response.json(world.faults.all())),
    http.post(`${baseUrl}/faults`, ({ request }) =>
      withBody(request, faultSchema, fault => {
        world.faults.add(fault);
        return Response.json(fault, { status: 201 });
      }),
    ),
    http.delete(`${baseUrl}/faults`, () => {
      world.faults.clear();
      return new Response(null, { status: 204 });
    }),

    http.get(`${baseUrl}/clock`, () => Response.json(clock(world))),
    http.post(`${baseUrl}/clock`, ({ request }) =>
      withBody(request, advance, ({ advanceSeconds }) => {
        world.clock.advance(advanceSeconds);
        return Response.json(clock(world));
      }),
    ),

    http.get(`${baseUrl}/timings`, () => Response.json(world.timings)),
    http.patch(`${baseUrl}/timings`, ({ request }) =>
      withBody(request, timingsSchema.partial(), changes => {
        world.timings = { ...world.timings, ...changes };
        return Response.json(world.timings);
      }),
    ),

    http.patch(`${baseUrl}/quotas/:accountId`, ({ request, params }) =>
      withBody(request, quotasSchema.partial(), changes => {
        const account = world.aws.accounts.get(String(params.accountId));
        if (!account) return problem(404, `no account ${params.accountId}`);
        account.quotas = { ...account.quotas, ...changes };
        return Response.json(account.quotas);
      }),
    ),

    http.put(
      `${baseUrl}/clusters/:accountId/:region/:name/health`,
      ({ request, params }) =>
        withBody(request, health, ({ issues, failure }) => {
          const { accountId, region, name } = params;
          const arn = clusterArn({
            accountId: String(accountId),
            region: String(region),
            name: String(name),
          });
          const cluster = world.aws.clusters.get(arn);
          if (!cluster) return problem(404, `there is no cluster ${arn}`);
          cluster.issues = issues;
          cluster.failure = failure ?? cluster.failure;
          return new Response(null, { status: 204 });
        }),
    ),

    http.post(
      `${baseUrl}/clusters/:accountId/:region/:name/copies`,
      ({ request, params }) =>
        withBody(request, copies, async ({ organization: id, clusters }) => {
          const { accountId, region, name } = params;
          const arn = clusterArn({
            accountId: String(accountId),
            region: String(region),
            name: String(name),
          });
          const original = world.aws.clusterByArn(arn);
          if (!original) return problem(404, `there is no cluster ${arn}`);
          const organization = world.humanitec.organizations.get(id);
          if (!organization) return problem(404, `no organization ${id}`);
          const made: string[] = [];
          try {
            for (const copy of clusters) {
              made.push(
                (await copyCluster(world, original, organization, copy)).arn,
              );
            }
          } catch (error) {
            return problem(409, error instanceof Error ? error.message : '');
          }
          return Response.json(made, { status: 201 });
        }),
    ),

    http.get(`${baseUrl}/world`, () => Response.json(dumpWorld(world))),
    http.post(`${baseUrl}/snapshots`, () => {
      const id = randomUUID();
      snapshots.set(id, takeSnapshot(world));
      return Response.json({ id }, { status: 201 });
    }),
    http.post(`${baseUrl}/snapshots/:id/restore`, async ({ params }) => {
      const snapshot = snapshots.get(String(params.id));
      if (!snapshot) return problem(404, `there is no snapshot ${params.id}`);
      await restoreSnapshot(world, snapshot);
      return new Response(null, { status: 204 });
    }),
    http.post(`${baseUrl}/reset`, async () => {
      await world.kubernetesServers.stopAll();
      seed(world);
      world.calls.clear();
      world.faults.clear();
      return new Response(null, { status: 204 });
    }),

    http.all(`${baseUrl}/*`, ({ request }) =>
      problem(
        404,
        `the sandbox has no ${request.method} ${new URL(request.url).pathname}`,
      ),
    ),
  ];
}

/** What a cluster's health shows from now on, and why its creation is to fail. */
const health = z.strictObject({
  issues: z.array(issueSchema).default([]),
  failure: issueSchema.optional(),
});

/** Copies of a cluster and of all that is named after it, in this organization of Humanitec too. */
const copies = z.strictObject({
  organization: z.string(),
  clusters: z.array(
    z.strictObject({
      replace: z.record(z.string().min(1), z.string()),
      version: z.string().optional(),
      reachable: z.boolean().optional(),
    }),
  ),
});

const advance = z.strictObject({ advanceSeconds: z.number().nonnegative() });

function clock(world: World) {
  return { now: new Date(world.clock.now()).toISOString() };
}

/** Answers 400 with the reasons when the body is not what the schema says. */
async function withBody<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  answer: (body: z.output<Schema>) => Response | Promise<Response>,
): Promise<Response> {
  let body: unknown;
  try {
    body = await request.json();
  } catch {
    return problem(400, 'the body is not JSON');
  }
  const parsed = schema.safeParse(body);
  return parsed.success
    ? answer(parsed.data)
    : problem(400, z.prettifyError(parsed.error));
}

function problem(status: number, message: string) {
  return Response.json({ error: message }, { status });
}
