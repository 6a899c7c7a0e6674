// What the AWS Query protocol carries, as values of the model's shapes.
import { isRecord, memberOf } from '../record';
import { ServiceModel } from './serviceModel';

/** `Tags.member.1.Key=a` by its shape: `{Tags: [{Key: 'a'}]}`. Names that the shape lacks stay. */
export function readForm(
  model: ServiceModel,
  shapeName: string,
  parameters: Iterable<[string, string]>,
): unknown {
  const root: Node = new Map();
  for (const [name, value] of parameters) {
    const steps = name.split('.');
    let node = root;
    for (const step of steps.slice(0, -1)) {
      const next = node.get(step);
      const child: Node = next instanceof Map ? next : new Map();
      node.set(step, child);
      node = child;
    }
    node.set(steps[steps.length - 1], value);
  }
  return fromForm(model, shapeName, root);
}

type Node = Map<string, string | Node>;

function fromForm(
  model: ServiceModel,
  shapeName: string | undefined,
  node: string | Node,
): unknown {
  const shape = shapeName === undefined ? undefined : model.shapes[shapeName];
  if (shape?.type === 'list') {
    // Clients send an empty list as an empty text.
    if (node === '') return [];
    const items = node instanceof Map ? node.get('member') : undefined;
    if (!(node instanceof Map) || !(items instanceof Map) || node.size > 1) {
      return node;
    }
    return [...items]
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, item]) => fromForm(model, shape.member?.shape, item));
  }
  if (!(node instanceof Map)) return node;
  return Object.fromEntries(
    [...node].map(([name, child]) => [
      name,
      fromForm(model, shape?.members[name]?.shape, child),
    ]),
  );
}

/** Parsed XML, all values as text, by its shape: lists stand in `<member>` elements, maps in `<entry>`; what is empty is ''. */
export function fromXml(
  model: ServiceModel,
  shapeName: string,
  value: unknown,
): unknown {
  const shape = model.shapes[shapeName];
  switch (shape.type) {
    case 'structure': {
      const fields = value === '' ? {} : value;
      if (!isRecord(fields)) return fields;
      return Object.fromEntries(
        Object.entries(fields).map(([name, child]) => {
          const member = shape.members[name];
          return [name, member ? fromXml(model, member.shape, child) : child];
        }),
      );
    }
    case 'list': {
      if (value === '') return [];
      const members = memberOf(value, 'member');
      if (members === undefined) return value;
      const items: unknown[] = Array.isArray(members) ? members : [members];
      return items.map(item => fromXml(model, shape.member?.shape ?? '', item));
    }
    case 'map': {
      if (value === '') return {};
      const entries = memberOf(value, 'entry');
      if (entries === undefined) return value;
      const pairs: unknown[] = Array.isArray(entries) ? entries : [entries];
      return Object.fromEntries(
        pairs.map(pair => [
          memberOf(pair, 'key'),
          fromXml(model, shape.value?.shape ?? '', memberOf(pair, 'value')),
        ]),
      );
    }
    default:
      return value;
  }
}
