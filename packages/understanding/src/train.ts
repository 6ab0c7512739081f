import { type Class, classes, type Model, packed, softmax } from './classifier.ts';
import { type Feature, featureCount } from './features.ts';

export interface Example {
  readonly intent: Class;
  readonly features: readonly Feature[];
  /** How much it counts. */
  readonly weight: number;
}

const rounds = 14;
const rate = 0.35;
const decay = 2e-5;
const largest = 127;

/** Trains by stochastic gradient descent with a rate of its own for each weight. The same examples bring the same model. */
export function train(examples: readonly Example[]): Model {
  const weights = new Float64Array(classes.length * featureCount);
  const squares = new Float64Array(weights.length).fill(1e-4);
  const order = examples.map((_, index) => index);
  const random = lehmer(20_261_128);
  for (let round = 0; round < rounds; round += 1) {
    shuffle(order, random);
    for (const index of order) learn({ example: examples[index] as Example, weights, squares });
  }
  return quantised(weights);
}

interface LearnInput {
  readonly example: Example;
  readonly weights: Float64Array;
  readonly squares: Float64Array;
}

function learn({ example: { intent, features, weight }, weights, squares }: LearnInput): void {
  const scores = classes.map((_, which) =>
    features.reduce((sum, { index, value }) => sum + (weights[which * featureCount + index] as number) * value, 0),
  );
  softmax(scores).forEach((probability, which) => {
    const error = (probability - (classes[which] === intent ? 1 : 0)) * weight;
    for (const { index, value } of features) {
      const at = which * featureCount + index;
      const slope = error * value + decay * (weights[at] as number);
      squares[at] = (squares[at] as number) + slope * slope;
      weights[at] = (weights[at] as number) - (rate * slope) / Math.sqrt(squares[at] as number);
    }
  });
}

function quantised(weights: Float64Array): Model {
  const highest = weights.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0);
  const step = highest / largest;
  return { step, weights: packed(Int8Array.from(weights, (weight) => Math.round(weight / step))) };
}

function shuffle(order: number[], random: () => number): void {
  for (let index = order.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [order[index], order[other]] = [order[other] as number, order[index] as number];
  }
}

/** Numbers from 0 to 1: Park and Miller's generator. */
function lehmer(seed: number): () => number {
  let state = seed % 2_147_483_647;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
