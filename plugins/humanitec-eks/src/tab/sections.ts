import { z } from 'zod/v4';

/** What stands below the picture. */
export const sectionIds = ['landsHere', 'health', 'history'] as const;

export type SectionId = (typeof sectionIds)[number];

/** Option `sections` of the tab: which of them are shown, in this order. */
export const sectionsSchema = z
  .array(z.enum(sectionIds))
  .refine(ids => new Set(ids).size === ids.length, {
    error: 'must not name a section twice',
  })
  .default([...sectionIds]);
