/** Milliseconds from 1601, where Active Directory's clock starts, to 1970. */
const epoch = 11_644_473_600_000n;
const never = 0x7fff_ffff_ffff_ffffn;

/**
 * The instant of a FILETIME (units of 100 ns since 1601), in milliseconds since 1970.
 * undefined for absent, 0 and the largest value, which Active Directory uses for "not set" and "never".
 */
export function fromFiletime(value: string | undefined): number | undefined {
  const ticks = toTicks(value);
  return ticks === undefined || ticks <= 0n || ticks >= never ? undefined : Number(ticks / 10_000n - epoch);
}

/**
 * The length of an Active Directory interval, which is stored negative, in milliseconds.
 * undefined where it has no end: absent, 0 and the smallest value.
 */
export function fromInterval(value: string | undefined): number | undefined {
  const ticks = toTicks(value);
  return ticks === undefined || ticks >= 0n || ticks <= -never ? undefined : Number(-ticks / 10_000n);
}

function toTicks(value: string | undefined): bigint | undefined {
  return value !== undefined && /^-?\d{1,19}$/.test(value) ? BigInt(value) : undefined;
}
