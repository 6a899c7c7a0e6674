// Exchanges in the AWS Query protocol: STS and IAM.
import { XMLParser } from 'fast-xml-parser';
import { Exchange } from '../../exchange';
import { isAccepted, ownResponse } from '../accepted';
import { memberOf } from '../record';
import { errorProblems } from './errors';
import { fromXml, readForm } from './form';
import { Operation, ServiceModel } from './serviceModel';
import { shapeProblems } from './shape';

/** @param form - the request's body, without Action and Version */
export function queryProblems(
  model: ServiceModel,
  operation: Operation,
  form: URLSearchParams,
  exchange: Exchange,
): string[] {
  const response = ownResponse(exchange);
  return [
    ...(isAccepted(exchange) ? inputProblems(model, operation, form) : []),
    ...(response ? answerProblems(model, operation, response) : []),
  ];
}

function inputProblems(
  model: ServiceModel,
  { input }: Operation,
  form: URLSearchParams,
): string[] {
  if (!input) {
    return [...form.keys()].map(name => `request.${name}: unknown`);
  }
  return shapeProblems(
    { model, asText: true, limits: true },
    input.shape,
    readForm(model, input.shape, form),
    'request',
  );
}

const xml = new XMLParser({ parseTagValue: false, ignoreAttributes: true });

function answerProblems(
  model: ServiceModel,
  operation: Operation,
  { status, body }: { status: number; body: Buffer },
): string[] {
  const document: unknown = xml.parse(body.toString('utf8'));
  if (status >= 300) return refusalProblems(model, operation, status, document);
  const response = memberOf(document, `${operation.name}Response`);
  const { output } = operation;
  return [
    ...(status === 200 ? [] : [`response: status ${status}`]),
    ...(memberOf(memberOf(response, 'ResponseMetadata'), 'RequestId')
      ? []
      : ['response: no RequestId']),
    ...(output
      ? shapeProblems(
          { model, asText: true, limits: false },
          output.shape,
          fromXml(
            model,
            output.shape,
            memberOf(response, output.resultWrapper ?? ''),
          ),
          'response',
        )
      : []),
  ];
}

function refusalProblems(
  model: ServiceModel,
  operation: Operation,
  status: number,
  document: unknown,
): string[] {
  const envelope = memberOf(document, 'ErrorResponse');
  const error = memberOf(envelope, 'Error');
  const code = memberOf(error, 'Code');
  if (
    typeof code !== 'string' ||
    typeof memberOf(error, 'Message') !== 'string' ||
    memberOf(error, 'Type') !== (status < 500 ? 'Sender' : 'Receiver') ||
    !memberOf(envelope, 'RequestId')
  ) {
    return [`response: not an error of AWS: ${JSON.stringify(document)}`];
  }
  return errorProblems(model, operation, { code, status }).map(
    problem => `response: ${problem}`,
  );
}
