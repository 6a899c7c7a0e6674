// STS, IAM, EC2 and EKS on the wire.
import { http, HttpHandler } from 'msw';
import { World } from '../world';
import { authenticate, endSession } from './authenticate';
import { refusal } from './authorize';
import { accessDenied as eksDenied } from './eks/errors';
import { eksNeeds } from './eks/needs';
import { eksOperations } from './eks/operations';
import { AwsError } from './errors';
import { parseQuery, queryError } from './query';
import { queryServices } from './queryServices';
import {
  malformedBody,
  parseJsonBody,
  parseUrlQuery,
  restAuthenticationError,
  restError,
  RestOperation,
  restResponse,
} from './restJson';

/**
 * @param baseUrl - what AWS_ENDPOINT_URL says, without a slash at the end
 */
export function awsHandlers(world: World, baseUrl: string): HttpHandler[] {
  return [
    // Some clients end the address with a slash, some do not.
    ...[baseUrl, `${baseUrl}/`].map(url =>
      http.post(url, ({ request }) => answerQuery(world, request)),
    ),
    ...Object.entries(eksOperations).map(([name, operation]) =>
      http[operation.method](
        `${baseUrl}${operation.path}`,
        ({ request, params }) =>
          answerRest(world, name, operation, request, params),
      ),
    ),
  ];
}

async function answerQuery(world: World, request: Request): Promise<Response> {
  const body = await request.text();
  const { Action, Version, ...parameters } = parseQuery(body);
  const service = queryServices[String(Version)];
  const name = String(Action);
  const operation = service?.operations[name];
  if (!service || !operation) {
    return (service?.error ?? queryError)(
      400,
      'InvalidAction',
      `Could not find operation ${name} for version ${Version}`,
    );
  }
  const identity = authenticate(world, request, body);
  return world.operate(
    {
      system: service.system,
      operation: name,
      write: operation.write,
      principal: typeof identity === 'object' ? identity.caller.arn : undefined,
      resource: resourceOf(parameters),
      expired: () => {
        endSession(world, request);
        const { status, code, message } =
          service.authenticationError('expired');
        return service.error(status, code, message);
      },
      error: service.error,
    },
    () => {
      try {
        if (typeof identity === 'string') {
          throw service.authenticationError(identity);
        }
        const call = { ...identity, world, sourceIp: '127.0.0.1' };
        for (const need of service.needs(name, call, parameters)) {
          const reason = refusal(world, call, need);
          if (reason) throw service.denied(reason);
        }
        const result = operation.run(call, parameters);
        return service.response(name, result);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return service.error(error.status, error.code, error.message);
      }
    },
  );
}

async function answerRest(
  world: World,
  name: string,
  operation: RestOperation,
  request: Request,
  params: object,
): Promise<Response> {
  const body = await request.text();
  const identity = authenticate(world, request, body);
  const content = parseJsonBody(body);
  const parameters = {
    ...content,
    ...parseUrlQuery(new URL(request.url)),
    ...params,
  };
  return world.operate(
    {
      system: 'eks',
      operation: name,
      write: operation.write,
      principal: typeof identity === 'object' ? identity.caller.arn : undefined,
      resource: resourceOf(parameters),
      expired: () => {
        endSession(world, request);
        const { status, code, message } = restAuthenticationError('expired');
        return restError(status, code, message);
      },
      error: restError,
    },
    async failLater => {
      try {
        if (typeof identity === 'string') {
          throw restAuthenticationError(identity);
        }
        if (!content) throw malformedBody();
        const call = { ...identity, world, failLater };
        for (const need of eksNeeds(name, call, parameters)) {
          const reason = refusal(world, call, need);
          if (reason) throw eksDenied(reason);
        }
        return restResponse(await operation.run(call, parameters));
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        return restError(
          error.status,
          error.code,
          error.message,
          error.members,
        );
      }
    },
  );
}

/** What the call is about, for the log: its most telling parameters. */
function resourceOf(parameters: object): string | undefined {
  const named = Object.entries(parameters).flatMap(([name, value]) =>
    resourceParameters.has(name) ? [String(value)] : [],
  );
  return named.length > 0 ? named.join(' ') : undefined;
}

const resourceParameters = new Set([
  'VpcId',
  'RoleArn',
  'RoleName',
  'PolicyArn',
  'PolicyName',
  'OpenIDConnectProviderArn',
  'name',
  'clusterName',
  'principalArn',
  'policyArn',
  'associationId',
  'resourceArn',
  'updateId',
]);
