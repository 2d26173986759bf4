/** Sum in whole cents: adding up fractions of a dollar leaves fractions of a cent. */
export function addUp(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + Math.round(amount * 100), 0) / 100;
}

export function toCents(usd: number): number {
  return Math.round(usd * 100) / 100;
}

/** "$1,234.50". */
export function showUsd(usd: number): string {
  const digits = Math.abs(usd).toLocaleString("en-US", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
  return `${usd < 0 ? "-" : ""}$${digits}`;
}

/** "+$1.50", "-$1.50", or "$0.00". */
export function showDifference(usd: number): string {
  return `${usd > 0 ? "+" : ""}${showUsd(usd)}`;
}
