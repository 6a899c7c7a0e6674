import { templatesSchema } from './templates';

describe('the templates that are opened', () => {
  it('are ours unless the operator names others', () => {
    expect(templatesSchema.parse({ offboard: 'platform/retire' })).toEqual({
      onboard: 'template:default/onboard-private-eks-cluster',
      bind: 'template:default/bind-existing-eks-cluster',
      offboard: 'platform/retire',
      rotateKey: 'template:default/rotate-agent-key',
    });
  });

  it.each([
    ['a ref of something else', { bind: 'component:default/x' }],
    ['an empty text', { bind: '' }],
    ['a misspelt key', { offBoard: 'x' }],
    ['true', { bind: true }],
  ])('are not %s', (_, templates) => {
    expect(templatesSchema.safeParse(templates).success).toBe(false);
  });
});
