import { partition } from '@aws-sdk/core/client';

/** What region names are made of (AWS General Reference, regions); those of a pair that exist are in the SDK's table. */
const AREAS =
  'af ap ca cn eu eusc-de il me mx sa us us-gov us-iso us-isob us-isof eu-isoe';
const DIRECTIONS =
  'central east north northeast northwest south southeast southwest west';
const HIGHEST_NUMBER = 9;

/**
 * The regions of a partition in the AWS SDK's own table, by name. The SDK
 * answers for one name at a time, so every name that there could be is asked for.
 *
 * @param name - `aws`, `aws-cn`, `aws-us-gov` …
 */
export function knownRegions(
  name: string,
): { region: string; description: string }[] {
  all ??= possibleNames().flatMap(region => {
    const facts = partition(region);
    // Regions that only match a partition's pattern come without a description.
    return 'description' in facts
      ? [{ region, description: String(facts.description), in: facts.name }]
      : [];
  });
  return all
    .filter(known => known.in === name)
    .map(({ region, description }) => ({ region, description }));
}

let all: { region: string; description: string; in: string }[] | undefined;

function possibleNames(): string[] {
  const numbers = Array.from({ length: HIGHEST_NUMBER }, (_, i) => i + 1);
  return AREAS.split(' ')
    .flatMap(area =>
      DIRECTIONS.split(' ').flatMap(direction =>
        numbers.map(number => `${area}-${direction}-${number}`),
      ),
    )
    .sort();
}
