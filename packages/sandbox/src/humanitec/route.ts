// One operation of the API: who may call it, what it takes, what it answers.
import { z } from 'zod';
import { World } from '../world';
import {
  badRequest,
  forbidden,
  notFound,
  unauthorized,
  unprocessable,
} from './errors';
import { Role, User } from './records';
import { Organization } from './state';

/** A request before anything of it is checked. */
export interface Incoming {
  world: World;
  request: Request;
  params: Record<string, string>;
  /** The sender, if the token is good. */
  user?: User;
}

export interface Route {
  method: Method;
  /** As in the OpenAPI document: `/orgs/{orgId}/agents`. */
  path: string;
  /** May this call change something? */
  write(query: URLSearchParams): boolean;
  /** @throws HumanitecError */
  answer(incoming: Incoming): Promise<Response>;
}

/** What an operation that any signed-in user may call gets to work with. */
export interface Call<Path extends string, Body> {
  world: World;
  user: User;
  params: Record<ParamName<Path>, string>;
  requestUrl: string;
  query: URLSearchParams;
  body: Body;
  /** Milliseconds since the epoch. */
  now: number;
}

export interface OrganizationCall<Path extends string, Body>
  extends Call<Path, Body> {
  organization: Organization;
}

/** An operation that any signed-in user may call. */
export function userRoute<Path extends string, Schema extends z.ZodType>(
  options: Options<Path, Schema> & {
    answer(call: Call<Path, z.output<Schema>>): Response;
  },
): Route {
  return {
    method: options.method,
    path: options.path,
    write: options.write ?? (() => options.method !== 'GET'),
    answer: async incoming => options.answer(await readCall(incoming, options)),
  };
}

/** An operation inside an organization. */
export function organizationRoute<
  Path extends `/orgs/{orgId}${string}`,
  Schema extends z.ZodType,
>(
  options: Options<Path, Schema> & {
    /** The least that the sender must be; `administrator` for writes unless told. */
    role?: Level;
    answer(call: OrganizationCall<Path, z.output<Schema>>): Response;
  },
): Route {
  const level =
    options.role ?? (options.method === 'GET' ? 'anyone' : 'administrator');
  return {
    method: options.method,
    path: options.path,
    write: options.write ?? (() => options.method !== 'GET'),
    answer: async incoming => {
      const organization = admit(incoming, level);
      const call = await readCall(incoming, options);
      return options.answer({ ...call, organization });
    },
  };
}

/** Does the query say `name=true`? */
export function isSet(query: URLSearchParams, name: string): boolean {
  return query.get(name) === 'true';
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type ParamName<Path extends string> =
  Path extends `${string}{${infer Name}}${infer Rest}`
    ? Name | ParamName<Rest>
    : never;

interface Options<Path extends string, Schema extends z.ZodType> {
  method: Method;
  path: Path;
  body?: Schema;
  /** Status for a body that is not what was expected; 422 where the operation documents no 400. */
  bodyError?: 400 | 422;
  write?: (query: URLSearchParams) => boolean;
}

type Level = 'anyone' | 'deployer' | 'creator' | 'administrator';

const levels: Record<Level, readonly Role[]> = {
  anyone: [
    'administrator',
    'manager',
    'member',
    'artefactContributor',
    'orgViewer',
  ],
  deployer: ['administrator', 'manager', 'member'],
  creator: ['administrator', 'manager'],
  administrator: ['administrator'],
};

/** The organization, once it is known that the sender may do this there. */
function admit({ world, user, params }: Incoming, level: Level): Organization {
  if (!user) throw unauthorized();
  const organization = world.humanitec.organizations.get(params.orgId);
  if (!organization) throw notFound(`Organization "${params.orgId}"`);
  const role = organization.members.get(user.id);
  if (!role || !levels[level].includes(role)) {
    throw forbidden(
      role
        ? `The role "${role}" does not allow this operation.`
        : `The token does not grant access to organization "${organization.id}".`,
    );
  }
  return organization;
}

async function readCall<Path extends string, Schema extends z.ZodType>(
  { world, user, params, request }: Incoming,
  options: Options<Path, Schema>,
): Promise<Call<Path, z.output<Schema>>> {
  if (!user) throw unauthorized();
  return {
    world,
    user,
    params,
    requestUrl: request.url,
    query: new URL(request.url).searchParams,
    body: await readBody(request, options),
    now: world.clock.now(),
  };
}

async function readBody<Schema extends z.ZodType>(
  request: Request,
  { body, bodyError }: Pick<Options<string, Schema>, 'body' | 'bodyError'>,
): Promise<z.output<Schema>> {
  // Without a schema the output is `unknown`, and nobody looks at it.
  if (!body) return undefined as z.output<Schema>;
  const refusal = bodyError === 422 ? unprocessable : badRequest;
  let value: unknown;
  try {
    value = JSON.parse(await request.text());
  } catch {
    throw refusal('The request body is not valid JSON.');
  }
  const parsed = body.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw refusal(path.length ? `${path.join('.')}: ${message}` : message);
}
