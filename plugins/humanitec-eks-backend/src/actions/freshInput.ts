import { z } from 'zod/v3';

export const freshInput = z
  .boolean()
  .optional()
  .describe('Read anew instead of what others were told just now');
