/**
 * A key of the agent that expires within this many days should be rotated:
 * Humanitec refuses the agent from the day on which it expires.
 */
export const KEY_ROTATION_MARGIN_DAYS = 30;
