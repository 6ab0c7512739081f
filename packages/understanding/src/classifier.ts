import { type Feature, featureCount } from './features.ts';

/** What the classifier tells apart. */
export const classes = [
  'unlock_account',
  'password_reset',
  'password_change',
  'mfa_reset',
  'help',
  'human',
  'status',
  'out_of_scope',
] as const;
export type Class = (typeof classes)[number];

/** Weights as they are kept: one byte each, class after class, and what a step of it is worth. */
export interface Model {
  readonly step: number;
  /** Base64: for each class, features that count as pairs of (distance to the one before, weight). */
  readonly weights: string;
}

export interface Guess {
  readonly intent: Class;
  /** From 0 to 1. */
  readonly probability: number;
}

/** Multinomial logistic regression over hashed features. */
export class Classifier {
  readonly #weights: Int8Array;
  readonly #step: number;

  constructor({ step, weights }: Model) {
    this.#step = step;
    this.#weights = unpacked(weights);
  }

  /** Every class, the likeliest first. */
  guesses(features: readonly Feature[]): readonly Guess[] {
    const scores = classes.map((_, which) => {
      let score = 0;
      for (const { index, value } of features) score += (this.#weights[which * featureCount + index] as number) * value;
      return score * this.#step;
    });
    const probabilities = softmax(scores);
    return classes
      .map((intent, which) => ({ intent, probability: probabilities[which] as number }))
      .toSorted((one, other) => other.probability - one.probability);
  }
}

export function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Most weights are nothing: a run of zeros is kept as 0 and its length less one. */
export function packed(weights: Int8Array): string {
  let bytes = '';
  for (let index = 0; index < weights.length; ) {
    const weight = weights[index] as number;
    if (weight !== 0) {
      bytes += String.fromCharCode(weight & 255);
      index += 1;
      continue;
    }
    let run = 1;
    while (run < 256 && weights[index + run] === 0) run += 1;
    bytes += String.fromCharCode(0, run - 1);
    index += run;
  }
  return btoa(bytes);
}

function unpacked(text: string): Int8Array {
  const bytes = atob(text);
  const weights = new Int8Array(classes.length * featureCount);
  let at = 0;
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes.charCodeAt(index);
    if (byte === 0) {
      index += 1;
      at += bytes.charCodeAt(index) + 1;
    } else {
      weights[at] = byte;
      at += 1;
    }
  }
  return weights;
}
