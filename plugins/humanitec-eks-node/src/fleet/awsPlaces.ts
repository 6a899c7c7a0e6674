import { isError } from '@backstage/errors';
import type { BindingIdentity } from 'backstage-plugin-humanitec-eks-common';
import pLimit, { Limit } from 'p-limit';
import { AwsError } from '../aws/awsError';

/** How many calls one account and region gets at the same time: EKS limits rates for each. */
const AT_ONCE = 10;

interface Place {
  limit: Limit;
  /** Settles, and never rejects, when the first call of this place is over. */
  first?: Promise<unknown>;
  /** Has it answered yet? */
  hasAnswered: boolean;
  /** How many calls went without an answer since the last one. */
  unanswered: number;
  /** Why nothing more is asked of it. */
  down?: { error: unknown };
}

/**
 * The AWS accounts and regions of one look at a fleet. In each, one cluster
 * goes first: should that show that nothing there answers, the others are not
 * asked about, and share its failure. Where something has answered, a single
 * call that was too slow says nothing of the others; as many as are made at the
 * same time do.
 */
export class AwsPlaces {
  private readonly places = new Map<string, Place>();

  /** @throws what the call threw, or what an earlier one of the place did */
  async ask<T>(
    { awsAccountId, region }: BindingIdentity,
    call: () => Promise<T>,
  ): Promise<T> {
    const place = this.placeOf(`${awsAccountId}/${region}`);
    if (!place.first) {
      const asked = this.askOf(place, call);
      place.first = asked.catch(() => undefined);
      return asked;
    }
    await place.first;
    return place.limit(() => this.askOf(place, call));
  }

  private placeOf(key: string): Place {
    const place = this.places.get(key) ?? {
      limit: pLimit(AT_ONCE),
      hasAnswered: false,
      unanswered: 0,
    };
    this.places.set(key, place);
    return place;
  }

  private async askOf<T>(place: Place, call: () => Promise<T>): Promise<T> {
    if (place.down) throw place.down.error;
    try {
      const answer = await call();
      noteAnswer(place);
      return answer;
    } catch (error) {
      if (isAboutOneCluster(error)) noteAnswer(place);
      else if (isDown(place, error)) place.down = { error };
      throw error;
    }
  }
}

function noteAnswer(place: Place) {
  place.hasAnswered = true;
  place.unanswered = 0;
}

function isDown(place: Place, error: unknown): boolean {
  const isTooSlow = isError(error) && error.name === 'TimeoutError';
  if (!isTooSlow) return true;
  place.unanswered += 1;
  return !place.hasAnswered || place.unanswered >= AT_ONCE;
}

/** An answer of EKS is about the cluster that was asked about; no answer, or no sign-in, is about all. */
function isAboutOneCluster(error: unknown): boolean {
  return (
    error instanceof AwsError &&
    error.call.startsWith('eks:') &&
    error.httpStatus !== undefined &&
    error.httpStatus < 500
  );
}
