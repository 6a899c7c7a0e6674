// Exchanges with AWS against its own service models.
import { Exchange } from '../../exchange';
import { Verdict } from '../verdict';
import { queryProblems } from './query';
import { restOperation, restProblems } from './restJson';
import { readServiceModel, Service, ServiceModel } from './serviceModel';

/** EC2 speaks the Query protocol too; its model is not among the contracts. */
const ec2Version = '2016-11-15';

/**
 * Judges exchanges with STS, IAM and EKS.
 *
 * @param directory - the contracts; models are read when the first exchange needs them
 */
export function awsJudge(directory: string): (exchange: Exchange) => Verdict {
  const models = new Map<Service, ServiceModel>();
  const modelOf = (service: Service) => {
    const model = models.get(service) ?? readServiceModel(directory, service);
    models.set(service, model);
    return model;
  };
  return exchange => {
    const { method, target, body } = exchange.request;
    const path = target.split('?')[0];
    if (path !== '' && path !== '/') {
      const model = modelOf('eks');
      const found = restOperation(model, method, path);
      if (!found) {
        return {
          operation: `${method} ${path}`,
          problems: ['EKS has no such operation'],
        };
      }
      const { operation, parameters } = found;
      return {
        operation: operation.name,
        problems: restProblems(model, operation, parameters, exchange),
      };
    }
    const form = new URLSearchParams(body.toString('utf8'));
    const [action, version] = [form.get('Action'), form.get('Version')];
    form.delete('Action');
    form.delete('Version');
    if (version === ec2Version) return 'out of reach';
    const model = (['sts', 'iam'] as const)
      .map(modelOf)
      .find(({ metadata }) => metadata.apiVersion === version);
    const operation = model?.operations[action ?? ''];
    if (!model || !operation) {
      return {
        operation: `${action}`,
        problems: [`no service has such an operation in version ${version}`],
      };
    }
    return {
      operation: operation.name,
      problems: queryProblems(model, operation, form, exchange),
    };
  };
}
