// Exchanges in the REST-JSON protocol: EKS.
import { Exchange } from '../../exchange';
import { isAccepted, ownResponse } from '../accepted';
import { parseJson } from '../json';
import { matchPath, PathParameters } from '../path';
import { isRecord, memberOf } from '../record';
import { errorProblems, errorShape } from './errors';
import { Operation, ServiceModel } from './serviceModel';
import { shapeProblems, structureProblems } from './shape';

/** The operation that the method and address are, if there is one. */
export function restOperation(
  model: ServiceModel,
  method: string,
  path: string,
): { operation: Operation; parameters: PathParameters } | undefined {
  const found = Object.values(model.operations).flatMap(operation => {
    if (operation.http.method !== method) return [];
    const parameters = matchPath(operation.http.requestUri, path);
    return parameters ? [{ operation, parameters }] : [];
  });
  // A literal address is nearer than one with parameters.
  return found.sort(
    (a, b) =>
      Object.keys(a.parameters).length - Object.keys(b.parameters).length,
  )[0];
}

export function restProblems(
  model: ServiceModel,
  operation: Operation,
  parameters: PathParameters,
  exchange: Exchange,
): string[] {
  const response = ownResponse(exchange);
  return [
    ...(isAccepted(exchange)
      ? inputProblems(model, operation, parameters, exchange.request)
      : []),
    ...(response ? answerProblems(model, operation, response) : []),
  ];
}

function inputProblems(
  model: ServiceModel,
  { input }: Operation,
  parameters: PathParameters,
  { target, body }: Exchange['request'],
): string[] {
  if (!input) return [];
  const shape = model.shapes[input.shape];
  const inBody = parseJson(body);
  if (body.length > 0 && !isRecord(inBody)) return ['request: no JSON object'];
  const { searchParams } = new URL(target, 'http://aws');
  const { members } = shape;
  const membersAt = (location: string | undefined) =>
    Object.fromEntries(
      Object.entries(members).filter(([, one]) => one.location === location),
    );
  const query = Object.fromEntries(
    [...new Set(searchParams.keys())].map(name => {
      const member = Object.values(members).find(
        one => one.location === 'querystring' && one.locationName === name,
      );
      const isList = member && model.shapes[member.shape].type === 'list';
      const values = searchParams.getAll(name);
      return [name, isList ? values : values.at(-1)];
    }),
  );
  const parts = [
    { at: 'uri', values: parameters, asText: true },
    { at: 'querystring', values: query, asText: true },
    { at: undefined, values: isRecord(inBody) ? inBody : {}, asText: false },
  ];
  return parts.flatMap(({ at, values, asText }) => {
    const own = membersAt(at);
    const required = shape.required.filter(name => own[name] !== undefined);
    return structureProblems(
      { model, asText, limits: true },
      { ...shape, members: own, required },
      values,
      'request',
    );
  });
}

function answerProblems(
  model: ServiceModel,
  operation: Operation,
  { status, headers, body }: NonNullable<Exchange['response']>,
): string[] {
  const content = parseJson(body);
  const reading = { model, asText: false, limits: false };
  if (status < 300) {
    const { output } = operation;
    return [
      ...(status === 200 ? [] : [`response: status ${status}`]),
      ...(output
        ? shapeProblems(reading, output.shape, content, 'response')
        : []),
    ];
  }
  const code = headers.get('x-amzn-errortype');
  if (!code || typeof memberOf(content, 'message') !== 'string') {
    return [`response: not an error of AWS: ${body.toString('utf8')}`];
  }
  const shape = errorShape(model, operation, code);
  return [
    ...errorProblems(model, operation, { code, status }).map(
      problem => `response: ${problem}`,
    ),
    ...(shape ? shapeProblems(reading, shape, content, 'response') : []),
  ];
}
