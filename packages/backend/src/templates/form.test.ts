import type { RJSFSchema } from '@rjsf/utils';
import { exampleTemplates } from '../__testUtils__/exampleTemplates';
import { formFields } from '../__testUtils__/templateForm';

describe.each(exampleTemplates)('the form of %s', (_, template) => {
  const fields = Array.from(formFields(template));

  it('says on each page what it is about', () => {
    for (const { title, description } of template.spec.parameters) {
      expect(title).toMatch(/^[A-Z]/);
      expect(description).toMatch(/\.$/);
    }
  });

  it('has a title for each field, and an example or a rule under it', () => {
    const unexplained = fields.flatMap(([path, { title, description }]) => {
      // What is in a list is explained with the list.
      if (path.endsWith('[]')) return [];
      return title && /\.$/.test(description ?? '') ? [] : [path];
    });
    expect(fields.length).toBeGreaterThan(3);
    expect(unexplained).toEqual([]);
  });

  it('has no two fields of one title', () => {
    const titles = fields.flatMap(([, { title }]) => title ?? []);
    const twice = titles.filter((title, i) => titles.indexOf(title) !== i);
    expect(twice).toEqual([]);
  });

  it('says in words what to write where not everything will do', () => {
    const silent = fields.flatMap(([path, field]) =>
      needsWords(field) && !/^[A-Z].*\.$/.test(field.errorMessage)
        ? [path]
        : [],
    );
    expect(silent).toEqual([]);
  });

  it('takes nothing into an object that it does not show', () => {
    const open = fields.flatMap(([path, field]) =>
      Object.keys(field.properties ?? {}).length > 0 &&
      field.additionalProperties !== false
        ? [path]
        : [],
    );
    expect(open).toEqual([]);
  });
});

/** JSON Schema's own words for a pattern are the pattern. */
function needsWords({ pattern }: RJSFSchema): boolean {
  return pattern !== undefined;
}
